using MassTransit;
using Workflows.Contracts;
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
        settings.Endpoints.Use(formatter);
        return _isPublished ? settings.Endpoints.Commands : settings.Endpoints.InstancesOf(typeof(TEndpoint));
    }

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<WorkflowCommandConsumer<TEndpoint>> consumerConfigurator, IRegistrationContext context)
    {
        if (_isPublished)
        {
            EndpointSettings.Apply(endpointConfigurator, new WorkflowEndpointOptions());
            return;
        }

        // On the endpoint of a workflow only what is sent there: published commands have an endpoint of their own.
        endpointConfigurator.ConfigureMessageTopology<StartWorkflow>(false);
        endpointConfigurator.ConfigureMessageTopology<PauseWorkflow>(false);
        endpointConfigurator.ConfigureMessageTopology<ResumeWorkflow>(false);
        endpointConfigurator.ConfigureMessageTopology<CancelWorkflow>(false);
        endpointConfigurator.ConfigureMessageTopology<RetryWorkflow>(false);
        endpointConfigurator.ConfigureMessageTopology<SkipWorkflowStep>(false);
        endpointConfigurator.ConfigureMessageTopology<RewindWorkflow>(false);
        endpointConfigurator.ConfigureMessageTopology<SendWorkflowEvent>(false);
    }
}

/// <summary>Stands for the endpoint that takes published commands.</summary>
internal sealed class PublishedCommands
{
    private PublishedCommands()
    {
    }
}
