namespace Workflows.Contracts;

/// <summary>An operation of a person: who, when, what, why, and what came of it.</summary>
public sealed record WorkflowAuditEntry
{
    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; null: not said.</summary>
    public string? Actor { get; init; }

    /// <summary>What: Start, Pause, Resume, Cancel, Retry, Skip, Rewind, SendEvent, Bulk, AbortBulk.</summary>
    public required string Operation { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it was done.</summary>
    public required bool IsAccepted { get; init; }

    /// <summary>What came of it, in a sentence: why it was refused, or what it was done to.</summary>
    public string? Outcome { get; init; }

    /// <summary>The instance; null for an operation on many.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>Entry in the journal of that instance.</summary>
    public int? Sequence { get; init; }

    /// <summary>Name of the workflow.</summary>
    public string? Workflow { get; init; }

    /// <summary>Business key of the instance.</summary>
    public string? Key { get; init; }

    /// <summary>The job that it belongs to.</summary>
    public Guid? JobId { get; init; }
}
