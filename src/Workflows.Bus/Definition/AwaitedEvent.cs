namespace Workflows.Definition;

/// <summary>An event that a wait is for.</summary>
internal sealed class AwaitedEvent(Type eventType)
{
    public Type EventType { get; } = eventType;

    public string EventName { get; } = eventType.FullName!;

    /// <summary>Null: only events sent to the instance.</summary>
    public required EventCorrelation? Correlation { get; init; }

    public required Func<object, object, bool>? Condition { get; init; }

    public required Action<object, object>? Apply { get; init; }

    public required bool IgnoreEarlyEvents { get; init; }
}
