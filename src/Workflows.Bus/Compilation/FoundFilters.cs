using MassTransit;
using MassTransit.Configuration;
using Workflows.Contracts;

namespace Workflows.Compilation;

/// <summary>Takes the filters that the application adds to every consumer of a step endpoint.</summary>
internal sealed class FoundFilters<TConsumer> : IConsumerMessageConfigurator<TConsumer, ExecuteStep>, IConsumerMessageConfigurator<ExecuteStep>
    where TConsumer : class
{
    public List<IPipeSpecification<ConsumeContext<ExecuteStep>>> All { get; } = [];

    public void AddPipeSpecification(IPipeSpecification<ConsumeContext<ExecuteStep>> specification) => All.Add(specification);

    public void AddPipeSpecification(IPipeSpecification<ConsumerConsumeContext<TConsumer, ExecuteStep>> specification)
    {
        // What is behind the making of the consumer is about our consumer, not about the step.
    }

    public void Message(Action<IConsumerMessageConfigurator<ExecuteStep>>? configure) => configure?.Invoke(this);
}
