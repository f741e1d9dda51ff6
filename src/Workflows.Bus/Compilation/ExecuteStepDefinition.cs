using MassTransit;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>A queue of steps. Messages are sent to it, never published, so it binds no exchange but its own.</summary>
internal sealed class ExecuteStepDefinition<TConsumer, TQueue>(EndpointSettings settings) : ConsumerDefinition<TConsumer>, IConsumerDefinition
    where TConsumer : class, IConsumer<ExecuteStep>
{
    string IConsumerDefinition.GetEndpointName(IEndpointNameFormatter formatter)
    {
        settings.Use(formatter);
        return settings.StepsNameOf(typeof(TQueue));
    }

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context)
    {
        settings.Configured.Note(settings.StepsNameOf(typeof(TQueue)));
        endpointConfigurator.ConfigureConsumeTopology = false;
        endpointConfigurator.AddDeserializer(new StepEnvelopeDeserializer());
        EndpointSettings.Apply(endpointConfigurator, settings.StepsOf(typeof(TQueue)));
        consumerConfigurator.Message<ExecuteStep>(message =>
            message.AddPipeSpecification(new StepFilterSpecification<TConsumer>(endpointConfigurator, settings.StepsNameOf(typeof(TQueue)), context)));
    }
}
