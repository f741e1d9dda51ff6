using MassTransit;
using MassTransit.Configuration;

namespace Workflows.Timers;

/// <summary>Adds <see cref="MessageSchedulerFilter"/> to every receive endpoint.</summary>
internal sealed class MessageSchedulerSpecification(MessageTimers? timers) : IPipeSpecification<ConsumeContext>
{
    public void Apply(IPipeBuilder<ConsumeContext> builder)
    {
        timers!.Use();
        builder.AddFilter(new MessageSchedulerFilter(timers));
    }

    public IEnumerable<ValidationResult> Validate()
    {
        if (timers is null)
            yield return this.Failure("UseWorkflowMessageScheduler", "expected AddDurableWorkflows on the same bus, whose store keeps the messages, but it was not called there.");
    }
}
