using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Overview;

/// <summary>The numbers beside the pages' names.</summary>
/// <param name="Open">Instances that have not ended.</param>
/// <param name="Faulted">Those that stand on an error.</param>
/// <param name="Waiting">Those that sleep or wait.</param>
internal sealed record NavCounts(long Open, long Faulted, long Waiting)
{
    public static NavCounts Of(IReadOnlyList<WorkflowOpenCount> counts)
    {
        long In(WorkflowStatus status) => counts.Where(count => count.Status == status).Sum(count => count.Count);
        return new NavCounts(counts.Sum(count => count.Count), In(WorkflowStatus.Faulted), In(WorkflowStatus.Waiting));
    }
}
