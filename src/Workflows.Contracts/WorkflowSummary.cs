namespace Workflows.Contracts;

/// <summary>One line in a list of instances. Holds no payload.</summary>
public sealed record WorkflowSummary
{
    /// <summary>The instance.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Name of its workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>Version of the definition it runs on.</summary>
    public required int Version { get; init; }

    /// <summary>Its status.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>The node it is in; null when it has ended or not begun.</summary>
    public string? CurrentNode { get; init; }

    /// <summary>What will move it: URNs of the event types that it still waits for; else empty.</summary>
    public IReadOnlyList<string> WaitingFor { get; init; } = [];

    /// <summary>When its earliest timer is due (UTC).</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Number of the current attempt, from 1, where it is in a step.</summary>
    public int? Attempt { get; init; }

    /// <summary>Business key.</summary>
    public string? Key { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Type of the last error.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Message of the last error.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Revision: the number of committed transitions.</summary>
    public required long Revision { get; init; }

    /// <summary>When it was accepted (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it came to the node it is in (UTC).</summary>
    public DateTimeOffset? InNodeSince { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
