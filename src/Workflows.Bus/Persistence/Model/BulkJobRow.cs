namespace Workflows.Persistence.Model;

/// <summary>A job over many instances.</summary>
internal sealed class BulkJobRow
{
    public Guid JobId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>A <see cref="Contracts.WorkflowBulkOperation"/>.</summary>
    public short Operation { get; set; }

    public int TotalCount { get; set; }

    /// <summary>The search that fixed the instances.</summary>
    public string? Search { get; set; }

    /// <summary>What the instances failed with, in words; null: the search names no failure.</summary>
    public string? Failure { get; set; }

    public string? Actor { get; set; }

    public string? Reason { get; set; }

    /// <summary>A <see cref="Contracts.WorkflowBulkStatus"/>.</summary>
    public short Status { get; set; }

    /// <summary>Rows up to this position have been taken. A batch is under way while not all of them have an outcome.</summary>
    public int TakenCount { get; set; }

    public int DoneCount { get; set; }

    public int RefusedCount { get; set; }

    /// <summary>Grows whenever the job is taken or let go.</summary>
    public long Fence { get; set; }

    /// <summary>How often the batch under way was taken.</summary>
    public int Attempt { get; set; }

    /// <summary>When a batch may be taken; null: there is nothing left to do.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public string? AbortedBy { get; set; }

    public string? AbortReason { get; set; }

    public string? EventType { get; set; }

    /// <summary>The event that is sent, as JSON.</summary>
    public string? EventBody { get; set; }
}
