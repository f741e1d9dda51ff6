using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Audit;

/// <summary>What the address of the audit asks for.</summary>
internal sealed record AuditQuery
{
    /// <summary>Operations that a filter offers.</summary>
    public static readonly IReadOnlyList<string> Operations = ["Start", .. OperationKinds.All.Select(kind => kind.Name), "Bulk", "AbortBulk", "Release", "Discard"];

    public string? Who { get; init; }

    public string? What { get; init; }

    /// <summary>Id or key of an instance, as it stood in the address.</summary>
    public string? InstanceText { get; init; }

    public Guid? InstanceId { get; init; }

    public Guid? JobId { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public string? After { get; init; }

    public bool IsFiltered => Values().Any(value => value is { Value: not null, Name: not "after" });

    public static AuditQuery Read(PageQuery query) => new()
    {
        Who = query.Text("who"),
        What = query.Text("what"),
        InstanceText = query.Text("instance"),
        JobId = query.Id("job"),
        From = query.Time("from"),
        To = query.Time("to"),
        After = query.Text("after"),
    };

    public WorkflowAuditFilter ToFilter() => new() { Actor = Who, Operation = What, InstanceId = InstanceId, JobId = JobId, From = From, Before = To };

    public IEnumerable<(string Name, string? Value)> Values() =>
    [
        ("who", Who), ("what", What), ("instance", InstanceText ?? InstanceId?.ToString()), ("job", JobId?.ToString()),
        ("from", From is { } from ? Text.Utc.Machine(from) : null), ("to", To is { } to ? Text.Utc.Machine(to) : null), ("after", After),
    ];
}
