using Workflows.Contracts;

namespace Workflows.Definition;

/// <summary>An event that a wait is for.</summary>
internal sealed class AwaitedEvent(Type eventType)
{
    public Type EventType { get; } = eventType;

    /// <summary>The name that is stored.</summary>
    public string EventName { get; } = MessageName.Of(eventType);

    /// <summary>Null: only events sent to the instance.</summary>
    public required EventCorrelation? Correlation { get; init; }

    public required Func<object, object, bool>? Condition { get; init; }

    public required Action<object, object, EventContext>? Apply { get; init; }

    public required bool IgnoreEarlyEvents { get; init; }
}
