using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>What stands in the record about a job. It is stored with the job, or with its end: neither is there without the other.</summary>
internal static class BulkAudit
{
    public const string Accepted = "Bulk";

    public const string Aborted = "AbortBulk";

    /// <returns>Null: nobody put a name to it.</returns>
    public static WorkflowAuditEntry? OfAccepted(WorkflowBulkJob job) => EntryOf(Accepted, job.JobId, job.Actor, job.Reason, job.CreatedAt, OutcomeOf(job));

    /// <returns>Null: nobody put a name to it.</returns>
    public static WorkflowAuditEntry? OfAborted(WorkflowBulkJob job, OperationOptions by, DateTimeOffset now) =>
        EntryOf(Aborted, job.JobId, by.Actor, by.Reason, now, AbortedBehind($"{job.DoneCount + job.RefusedCount}", $"{job.TotalCount}"));

    public static string OutcomeOf(WorkflowBulkJob job) =>
        job.EventType is { } type ? $"{job.Operation} {type} to {job.TotalCount} instances." : $"{job.Operation} of {job.TotalCount} instances.";

    public static string AbortedBehind(string doneCount, string totalCount) => $"Behind {doneCount} of {totalCount} instances.";

    private static WorkflowAuditEntry? EntryOf(string operation, Guid jobId, string? actor, string? reason, DateTimeOffset at, string outcome) =>
        string.IsNullOrWhiteSpace(actor)
            ? null
            : new WorkflowAuditEntry { At = at, Operation = operation, IsAccepted = true, Actor = actor, Reason = reason, JobId = jobId, Outcome = outcome };
}
