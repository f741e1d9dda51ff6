namespace Workflows.Persistence.Model;

/// <summary>An instance of a job.</summary>
internal sealed class BulkInstanceRow
{
    public Guid JobId { get; set; }

    /// <summary>Its place in the order in which they are taken, from 1.</summary>
    public int Position { get; set; }

    public Guid InstanceId { get; set; }

    /// <summary>A <see cref="Contracts.WorkflowBulkOutcome"/>.</summary>
    public short Outcome { get; set; }

    public DateTimeOffset? At { get; set; }

    public string? Message { get; set; }
}
