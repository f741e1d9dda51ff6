using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>A row of the store that is left alone.</summary>
[Description("A row of the store that was tried again and again in vain and is left alone since.")]
internal sealed record QuarantinedRow
{
    public QuarantinedRow(WorkflowQuarantinedRow row)
    {
        Id = row.Id;
        Kind = row.Kind;
        SubjectId = row.SubjectId;
        Workflow = row.Workflow;
        Version = row.Version;
        InstanceId = row.InstanceId;
        Reason = row.Reason;
        TryCount = row.TryCount;
        FirstAt = row.FirstAt;
        QuarantinedAt = row.QuarantinedAt;
        Content = row.Content;
    }

    [Description("Id in the quarantine.")]
    public Guid Id { get; }

    [Description("What kind of row it is.")]
    public WorkflowQuarantineKind Kind { get; }

    [Description("The instance, the timer or the event.")]
    public Guid SubjectId { get; }

    [Description("Name of the workflow; absent where it is none's.")]
    public string? Workflow { get; }

    [Description("Version of the workflow; absent where it is not known.")]
    public int? Version { get; }

    [Description("The instance that it is about; absent where it is about none.")]
    public Guid? InstanceId { get; }

    [Description("What the last try failed with.")]
    public string Reason { get; }

    [Description("How often it was tried.")]
    public long TryCount { get; }

    [Description("When it failed first.")]
    public DateTimeOffset FirstAt { get; }

    [Description("Since when it is left alone.")]
    public DateTimeOffset QuarantinedAt { get; }

    [Description("The rows that were taken out of their table, as JSON; absent where it is still there.")]
    public string? Content { get; }
}
