namespace Workflows.Persistence.Model;

/// <summary>A row of another table that failed: how often, and since when it is left alone.</summary>
internal sealed class QuarantineRow
{
    public Guid Id { get; set; }

    /// <summary>A <see cref="Contracts.WorkflowQuarantineKind"/>.</summary>
    public short Kind { get; set; }

    /// <summary>Id of the instance, the timer or the event.</summary>
    public Guid SubjectId { get; set; }

    public string? Workflow { get; set; }

    public int? Version { get; set; }

    public Guid? InstanceId { get; set; }

    /// <summary>Of an instance, when it failed: one that has moved on since could be read.</summary>
    public long? Revision { get; set; }

    public string Reason { get; set; } = "";

    public int TryCount { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    public DateTimeOffset LastAt { get; set; }

    /// <summary>From when on a try counts.</summary>
    public DateTimeOffset NextAt { get; set; }

    /// <summary>Since when it is left alone; null: it is still tried.</summary>
    public DateTimeOffset? QuarantinedAt { get; set; }

    /// <summary>The rows that were taken out of their table, as a JSON array.</summary>
    public string? Content { get; set; }
}
