using Workflows.Api.Models;
using Workflows.Contracts;

namespace Workflows.Api.Routes;

/// <summary>Answers about operations on many instances as they may look, for the OpenAPI document.</summary>
internal static class BulkExamples
{
    public const string JobId = "0194f1d2-9a40-7c11-8f02-51b7c0a9d3e4";

    private static readonly DateTimeOffset _at = new(2026, 5, 4, 12, 30, 0, TimeSpan.Zero);

    private static readonly WorkflowBulkJob _job = new()
    {
        JobId = Guid.Parse(JobId),
        Operation = WorkflowBulkOperation.Retry,
        Status = WorkflowBulkStatus.Running,
        Search = new WorkflowSearch { Filter = new WorkflowFilter { Statuses = [WorkflowStatus.Faulted], Workflow = "Onboarding" }, Text = "timeout", Cutoff = _at },
        TotalCount = 12,
        DoneCount = 7,
        RefusedCount = 1,
        Actor = "ann",
        Reason = "payment provider is back",
        CreatedAt = _at,
    };

    public static readonly BulkJob Job = new(_job);

    public static readonly BulkJob JobByItself = new(_job, new WorkflowBulkStanding(new Dictionary<WorkflowStatus, long> { [WorkflowStatus.Completed] = 5, [WorkflowStatus.Faulted] = 2 }, 0, false));

    public static readonly Page<BulkJob> Jobs = new([Job], "CN4pV8kAAAAAlPHSfB57Op1YP2sqTI4Q");

    public static readonly Page<BulkRow> Rows = new(
        [
            new BulkRow(Guid.Parse(Fields.ExampleId), WorkflowBulkOutcome.Done, null, _at),
            new BulkRow(Guid.Parse(JobId), WorkflowBulkOutcome.Refused, "Retry is not possible while the instance is Completed. Possible: nothing, it has ended.", _at),
        ],
        "100");
}
