namespace Workflows.Persistence.Model;

/// <summary>An entry of a journal. Rows are added, never changed.</summary>
internal sealed class JournalRow
{
    public Guid InstanceId { get; set; }

    public int Sequence { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Name of an <see cref="Instances.EntryKind"/>.</summary>
    public string Kind { get; set; } = "";

    public string? Node { get; set; }

    public int? Token { get; set; }

    public int? Attempt { get; set; }

    public string? Actor { get; set; }

    public string? Reason { get; set; }

    public string? Detail { get; set; }

    public string? Error { get; set; }

    public string? Patch { get; set; }

    /// <summary>The job over many instances that the operation belongs to.</summary>
    public Guid? JobId { get; set; }

    /// <summary>Message id of the event that a wait took.</summary>
    public Guid? EventTaken { get; set; }

    /// <summary>The node in its scopes, where it is in any; else null.</summary>
    public string? Place { get; set; }
}
