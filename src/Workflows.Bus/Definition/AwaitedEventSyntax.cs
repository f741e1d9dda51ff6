using Workflows.Contracts;

namespace Workflows.Definition;

/// <summary>An event of a wait as it was declared.</summary>
internal sealed class AwaitedEventSyntax(Type eventType)
{
    public Type EventType { get; } = eventType;

    public EventCorrelation? Correlation { get; set; }

    public bool SentToInstance { get; set; }

    public Func<object, object, bool>? Condition { get; set; }

    public Action<object, object, EventContext>? Apply { get; set; }

    public bool IgnoreEarlyEvents { get; set; }
}
