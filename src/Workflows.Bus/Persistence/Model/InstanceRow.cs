namespace Workflows.Persistence.Model;

/// <summary>
/// An instance. The narrow columns say where it stands, of several places the most urgent (see <see cref="TokenRow"/>), so that a list need not read its payload (<see cref="State"/>, <see cref="Execution"/>).
/// Columns that change with every step carry no index: such an update leaves the indexes alone.
/// </summary>
internal sealed class InstanceRow
{
    public Guid InstanceId { get; set; }

    public string Workflow { get; set; } = "";

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string? Key { get; set; }

    /// <summary>The key as it is searched for, whatever the case of its letters: see <see cref="Views.FoldedKey"/>.</summary>
    public string? KeyFolded { get; set; }

    /// <summary>JSON object of texts; null where there are no tags.</summary>
    public string? Tags { get; set; }

    public string? TraceParent { get; set; }

    public string State { get; set; } = "";

    /// <summary>A <see cref="Contracts.WorkflowStatus"/>.</summary>
    public short Status { get; set; }

    public long Revision { get; set; }

    public string? CurrentNode { get; set; }

    public string? WaitingFor { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public int? Attempt { get; set; }

    public DateTimeOffset? NodeSince { get; set; }

    public string? ErrorType { get; set; }

    public string? ErrorMessage { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public DateTimeOffset? StaleAt { get; set; }

    public string Execution { get; set; } = "";

    /// <summary>The last error, whole.</summary>
    public string? Error { get; set; }
}
