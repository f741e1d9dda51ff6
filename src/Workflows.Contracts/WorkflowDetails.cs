namespace Workflows.Contracts;

/// <summary>One instance with its state and everything it is open for.</summary>
public sealed record WorkflowDetails
{
    /// <summary>The line it has in a list.</summary>
    public required WorkflowSummary Summary { get; init; }

    /// <summary>The instance.</summary>
    public Guid InstanceId => Summary.InstanceId;

    /// <summary>Its status.</summary>
    public WorkflowStatus Status => Summary.Status;

    /// <summary>The node it is in; null when it has ended or not begun.</summary>
    public string? CurrentNode => Summary.CurrentNode;

    /// <summary>State as JSON text.</summary>
    public required string State { get; init; }

    /// <summary>Where it is: one per active branch, the most urgent first: what stands on an error, what runs, what waits.</summary>
    public required IReadOnlyList<WorkflowToken> Tokens { get; init; }

    /// <summary>What it listens for.</summary>
    public required IReadOnlyList<WorkflowSubscription> Subscriptions { get; init; }

    /// <summary>Events that came before their wait was reached, oldest first.</summary>
    public required IReadOnlyList<WorkflowKeptEvent> KeptEvents { get; init; }

    /// <summary>What is wrong, or why it ended; where several branches stand on errors, the most urgent.</summary>
    public WorkflowError? Error { get; init; }

    /// <summary>
    /// Why nothing that comes for it can move it on: no running process has its version, its node is another one in the definition that runs, or nothing takes
    /// the event it listens for any more. A sentence for people, with the remedy. Null: nothing of that kind is in the way; what failed is the <see cref="Error"/>.
    /// </summary>
    public string? Blocker { get; init; }

    /// <summary>W3C trace context of what started it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The operations there are, and which of them are possible as it stands.</summary>
    public IReadOnlyList<WorkflowOperationChoice> Operations { get; init; } = [];
}
