using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>A job of the made-up world: its rows and how far it is.</summary>
internal sealed class FakeJob
{
    public required Guid Id { get; init; }

    public required WorkflowBulkRequest Request { get; init; }

    public required List<WorkflowBulkRow> Rows { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? Failure { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    public WorkflowBulkStatus Status { get; set; }

    public WorkflowBulkJob View => new()
    {
        JobId = Id,
        Operation = Request.Operation,
        EventType = Request.EventType,
        Status = Status,
        Search = Request.Search,
        Failure = Failure,
        TotalCount = Rows.Count,
        DoneCount = Rows.Count(row => row.Outcome == WorkflowBulkOutcome.Done),
        RefusedCount = Rows.Count(row => row.Outcome == WorkflowBulkOutcome.Refused),
        Actor = Request.Actor,
        Reason = Request.Reason,
        CreatedAt = CreatedAt,
        FinishedAt = FinishedAt,
    };
}
