namespace Workflows.Persistence.Model;

/// <summary>An operation of a person that stands in no journal: it was refused, or it was no operation on one instance.</summary>
internal sealed class AuditRow
{
    public Guid AuditId { get; set; }

    public DateTimeOffset At { get; set; }

    public string Actor { get; set; } = "";

    public string Operation { get; set; } = "";

    public bool IsAccepted { get; set; }

    public Guid? InstanceId { get; set; }

    public Guid? JobId { get; set; }

    public string? Workflow { get; set; }

    public string? Key { get; set; }

    public string? Reason { get; set; }

    public string? Outcome { get; set; }
}
