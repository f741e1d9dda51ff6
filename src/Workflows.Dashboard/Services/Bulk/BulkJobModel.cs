using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>Operations on many instances.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Jobs">The jobs, latest first.</param>
internal sealed record BulkJobsModel(DateTimeOffset At, Section<WorkflowPage<WorkflowBulkJob>> Jobs);

/// <summary>One of them, and how far it is.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Job">The job.</param>
/// <param name="Outcome">Only rows with this outcome; null: all.</param>
/// <param name="Rows">Its instances with what came of each.</param>
/// <param name="WhyNotOperate">Why the viewer may not operate; null: may.</param>
internal sealed record BulkJobModel(DateTimeOffset At, WorkflowBulkJob Job, WorkflowBulkOutcome? Outcome, Section<WorkflowPage<WorkflowBulkRow>> Rows, string? WhyNotOperate)
{
    /// <summary>0 to 100.</summary>
    public int Percent => Job.TotalCount == 0 ? 100 : (int)(100 * (Job.DoneCount + Job.RefusedCount) / Job.TotalCount);
}
