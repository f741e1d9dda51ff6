using Workflows.Kinds;

namespace Workflows.Definition;

/// <summary>A place where an instance rests until events come.</summary>
internal sealed class WaitNode(string name, WaitRule rule, IReadOnlyList<AwaitedEvent> events) : PlanNode(name)
{
    public WaitRule Rule { get; } = rule;

    /// <summary>What it is for, each type once, in the order of the definition.</summary>
    public IReadOnlyList<AwaitedEvent> Events { get; } = events;

    public required Func<object, TimeSpan>? Timeout { get; init; }

    public required bool HasTimeoutBranch { get; init; }

    public required string? TimeoutLabel { get; init; }

    /// <summary>First node of the timeout branch; null with <see cref="HasTimeoutBranch"/>: an empty branch that leads to the end.</summary>
    public PlanNode? OnTimeout { get; set; }

    public override NodeKind Kind => NodeKinds.Wait;

    public override string Label => TimeoutLabel is null ? EventLabel : $"{EventLabel} within {TimeoutLabel}";

    private string EventLabel => Rule switch
    {
        WaitRule.Any => $"any of {Names}",
        WaitRule.All => $"all of {Names}",
        _ => Names,
    };

    private string Names => string.Join(", ", Events.Select(awaited => awaited.EventType.Name));

    /// <inheritdoc cref="AwaitedEvents.Find(IReadOnlyList{AwaitedEvent}, string)"/>
    public AwaitedEvent? Find(string eventName) => Events.Find(eventName);

    /// <inheritdoc cref="AwaitedEvents.Find(IReadOnlyList{AwaitedEvent}, Type)"/>
    public AwaitedEvent? Find(Type eventType) => Events.Find(eventType);

    public override IEnumerable<(PlanNode? Node, string? Label)> Exits() =>
        HasTimeoutBranch ? [(Next, null), (OnTimeout, "timeout")] : [(Next, null)];
}
