using MassTransit;
using Workflows.Contracts;
using Workflows.Kinds;
using Workflows.Operations;

namespace Workflows.Compilation;

/// <summary>
/// Commands that are sent to the endpoint of a workflow, by a process where it is not registered; and, with <see cref="PublishedCommands"/> as
/// type, those that anyone publishes.
/// </summary>
internal sealed class WorkflowCommandDefinition<TEndpoint>(EndpointSettings settings) : ConsumerDefinition<WorkflowCommandConsumer<TEndpoint>>, IConsumerDefinition
{
    private static readonly bool _isPublished = typeof(TEndpoint) == typeof(PublishedCommands);

    string IConsumerDefinition.GetEndpointName(IEndpointNameFormatter formatter)
    {
        settings.Use(formatter);
        return _isPublished ? settings.Endpoints.Commands : settings.Endpoints.InstancesOf(typeof(TEndpoint));
    }

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<WorkflowCommandConsumer<TEndpoint>> consumerConfigurator, IRegistrationContext context)
    {
        if (_isPublished)
        {
            settings.Configured.Note(settings.Endpoints.Commands);
            EndpointSettings.Apply(endpointConfigurator, new WorkflowEndpointOptions());
            EndpointMessages.OfCommands(endpointConfigurator, context);
        }
        else
        {
            // On the endpoint of a workflow only what is sent there: published commands have an endpoint of their own.
            endpointConfigurator.ConfigureMessageTopology<StartWorkflow>(false);
            foreach (var kind in OperationKinds.All)
                endpointConfigurator.ConfigureMessageTopology(kind.Command, false);
        }

        foreach (var kind in OperationKinds.All)
            kind.Use(new Consuming(endpointConfigurator, context));
    }

    /// <summary>Connects the consumer of the command.</summary>
    private sealed class Consuming(IReceiveEndpointConfigurator endpoint, IRegistrationContext context) : IOperationUse<bool>
    {
        public bool With<TCommand>()
            where TCommand : class, IWorkflowOperation
        {
            endpoint.Consumer<OperationConsumer<TCommand>>(context);
            return true;
        }
    }
}

/// <summary>Stands for the endpoint that takes published commands.</summary>
internal sealed class PublishedCommands
{
    private PublishedCommands()
    {
    }
}
