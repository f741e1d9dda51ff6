namespace Workflows.Contracts;

/// <summary>A node of a definition.</summary>
public sealed record WorkflowNodeView
{
    /// <summary>Stable name, unique in its definition.</summary>
    public required string Name { get; init; }

    /// <summary>Kind: Start, Step, Sleep, Wait, Decision, Finish, Fail, End.</summary>
    public required string Kind { get; init; }

    /// <summary>What it does, for people: a condition, a duration, an event type.</summary>
    public string? Label { get; init; }

    /// <summary>URNs of the event types, for a wait; else empty.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>How a wait is found by each of its events. Empty: it is no wait, or a process of an earlier release registered it, which does not say.</summary>
    public IReadOnlyList<WorkflowCorrelation> Correlations { get; init; } = [];
}
