namespace Workflows.Contracts;

/// <summary>An operation on many instances: either named one by one, or everything that a search finds.</summary>
public sealed record WorkflowBulkRequest
{
    /// <summary>Id of the new job. A second request with the same id and operation finds the first job. Default: a new id.</summary>
    public Guid? JobId { get; init; }

    /// <summary>What to do.</summary>
    public required WorkflowBulkOperation Operation { get; init; }

    /// <summary>Type of the event to send: its URN on the bus, its full name with namespace, or the short name where that is unambiguous. For <see cref="WorkflowBulkOperation.SendEvent"/> only.</summary>
    public string? EventType { get; init; }

    /// <summary>The event to send: a JSON object as text, the same for every instance. For <see cref="WorkflowBulkOperation.SendEvent"/> only.</summary>
    public string? EventBody { get; init; }

    /// <summary>The instances, at most 500. Empty: what <see cref="Search"/> finds.</summary>
    public IReadOnlyList<Guid> InstanceIds { get; init; } = [];

    /// <summary>Which instances, with <see cref="WorkflowSearch.Cutoff"/> set to the time they were shown to the person who decides.</summary>
    public WorkflowSearch? Search { get; init; }

    /// <summary>How many instances the person was told. The job is refused when there are more. Default: not checked.</summary>
    public long? ExpectedCount { get; init; }

    /// <summary>Who, for the journals.</summary>
    public string? Actor { get; init; }

    /// <summary>Why, for the journals.</summary>
    public string? Reason { get; init; }
}
