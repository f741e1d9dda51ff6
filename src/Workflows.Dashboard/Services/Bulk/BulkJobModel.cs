using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>Operations on many instances.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Jobs">The jobs, latest first.</param>
/// <param name="Faults">Parts of the address that were left out, and why.</param>
internal sealed record BulkJobsModel(DateTimeOffset At, Section<WorkflowPage<WorkflowBulkJob>> Jobs, IReadOnlyList<string> Faults);

/// <summary>One of them, and how far it is.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Job">The job.</param>
/// <param name="Outcome">Only rows with this outcome; null: all.</param>
/// <param name="Rows">Its instances with what came of each.</param>
/// <param name="Now">Its instances on this page as they stand now; those that are not there any more are left out.</param>
/// <param name="Standing">Where all of them that obeyed stand now.</param>
/// <param name="WhyNotOperate">Why the viewer may not operate; null: may.</param>
/// <param name="Faults">Parts of the address that were left out, and why.</param>
internal sealed record BulkJobModel(
    DateTimeOffset At,
    WorkflowBulkJob Job,
    WorkflowBulkOutcome? Outcome,
    Section<WorkflowPage<WorkflowBulkRow>> Rows,
    IReadOnlyDictionary<Guid, WorkflowSummary> Now,
    Section<WorkflowBulkStanding> Standing,
    string? WhyNotOperate,
    IReadOnlyList<string> Faults)
{
    /// <summary>0 to 100.</summary>
    public int Percent => Job.TotalCount == 0 ? 100 : (int)(100 * (Job.DoneCount + Job.RefusedCount) / Job.TotalCount);
}
