namespace Workflows.Contracts;

/// <summary>One instance with its state and everything it is open for.</summary>
public sealed record WorkflowDetails
{
    /// <summary>The line it has in a list.</summary>
    public required WorkflowSummary Summary { get; init; }

    /// <summary>State as JSON text.</summary>
    public required string State { get; init; }

    /// <summary>Where it is: one per active branch.</summary>
    public required IReadOnlyList<WorkflowToken> Tokens { get; init; }

    /// <summary>What it listens for.</summary>
    public required IReadOnlyList<WorkflowSubscription> Subscriptions { get; init; }

    /// <summary>Events that came before their wait was reached, oldest first.</summary>
    public required IReadOnlyList<WorkflowKeptEvent> KeptEvents { get; init; }

    /// <summary>The last error.</summary>
    public WorkflowError? Error { get; init; }

    /// <summary>W3C trace context of what started it.</summary>
    public string? TraceParent { get; init; }
}
