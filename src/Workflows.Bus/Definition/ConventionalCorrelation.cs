using MassTransit;

namespace Workflows.Definition;

/// <summary>MassTransit's own convention: a message that implements <see cref="CorrelatedBy{TKey}"/> of Guid names the instance.</summary>
internal static class ConventionalCorrelation
{
    public static EventCorrelation? Of(Type eventType) =>
        typeof(CorrelatedBy<Guid>).IsAssignableFrom(eventType)
            ? new EventCorrelation(e => KeyText.Of(((CorrelatedBy<Guid>)e).CorrelationId), null)
            : null;
}
