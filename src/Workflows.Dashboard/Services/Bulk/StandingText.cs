using Workflows.Contracts;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>Says what has become of the instances that obeyed a job.</summary>
internal static class StandingText
{
    /// <returns>Null: none has obeyed yet.</returns>
    public static string? Of(WorkflowBulkOperation operation, WorkflowBulkStanding standing)
    {
        var total = standing.ByStatus.Values.Sum() + standing.GoneCount;
        if (total == 0)
            return null;

        var parts = Parts(operation, standing).Where(part => part.Count > 0 || part.IsTold).Select(part => $"{Numbers.Of(part.Count)} {part.Words}");
        return $"{(standing.IsCapped ? "Of the first " : "")}{Numbers.Of(total)} {Verb(operation)}: {string.Join(", ", parts)}.";
    }

    /// <summary>Something has not come of it that was wanted.</summary>
    public static bool IsBad(WorkflowBulkOperation operation, WorkflowBulkStanding standing) =>
        operation is not (WorkflowBulkOperation.Pause or WorkflowBulkOperation.Cancel) && standing.ByStatus.GetValueOrDefault(WorkflowStatus.Faulted) > 0;

    private static IEnumerable<(long Count, string Words, bool IsTold)> Parts(WorkflowBulkOperation operation, WorkflowBulkStanding standing)
    {
        long In(WorkflowStatus status) => standing.ByStatus.GetValueOrDefault(status);
        var (faulted, paused, canceled) = (In(WorkflowStatus.Faulted), In(WorkflowStatus.Paused), In(WorkflowStatus.Canceled));
        var others = standing.ByStatus.Values.Sum() - faulted - paused - canceled;
        return operation switch
        {
            WorkflowBulkOperation.Pause => [(paused, "are paused", true), (others, "have gone on since", false), (faulted, "stand on an error", false), (canceled, "were canceled", false), Gone(standing)],
            WorkflowBulkOperation.Cancel => [(canceled, "have ended as canceled", true), (others + faulted + paused, "stand otherwise", false), Gone(standing)],
            WorkflowBulkOperation.Retry => [(others, "went on", true), (faulted, "faulted again", true), (paused, "are paused", false), (canceled, "were canceled", false), Gone(standing)],
            _ => [(others, "went on", true), (faulted, "stand on an error", true), (paused, "are paused", false), (canceled, "were canceled", false), Gone(standing)],
        };
    }

    private static (long Count, string Words, bool IsTold) Gone(WorkflowBulkStanding standing) => (standing.GoneCount, "are not there any more", false);

    private static string Verb(WorkflowBulkOperation operation) => OperationTexts.Find(operation)?.Done ?? "done";
}
