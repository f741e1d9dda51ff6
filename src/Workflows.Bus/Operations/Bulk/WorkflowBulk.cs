using System.Globalization;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Operations.Bulk;

/// <summary>Jobs of a process that has the store. They are worked on wherever workflows are registered.</summary>
internal sealed class WorkflowBulk(BulkAcceptance acceptance, BulkNotice notice, IWorkflowStore store, OperationRecord record, TimeProvider time) : IWorkflowBulk
{
    public const int MaxList = 200;
    public const int MaxRows = 500;
    public const int MaxStanding = 100_000;

    public async Task<WorkflowBulkJob> StartAsync(WorkflowBulkRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var job = await record.RefusalsAsync(BulkAudit.Accepted, null, new OperationOptions(request.Actor, request.Reason), () => acceptance.AcceptAsync(request, cancellationToken));
        await notice.AcceptedAsync(job, cancellationToken);
        return job;
    }

    public async Task<WorkflowBulkJob?> GetAsync(Guid jobId, CancellationToken cancellationToken = default) =>
        (await store.FindBulkJobAsync(jobId, cancellationToken))?.Job;

    public async Task<WorkflowPage<WorkflowBulkJob>> ListAsync(string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit, MaxList);
        var rows = await store.ListBulkJobsAsync(CursorText.Parse(after), limit + 1, cancellationToken);
        var items = rows.Take(limit).Select(row => row.Job).ToArray();
        return new WorkflowPage<WorkflowBulkJob>(items, rows.Count > limit ? CursorText.Of(items[^1].CreatedAt, items[^1].JobId) : null);
    }

    public async Task<WorkflowPage<WorkflowBulkRow>> ListRowsAsync(Guid jobId, WorkflowBulkOutcome? outcome = null, string? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit, MaxRows);
        var rows = await store.ListBulkRowsAsync(jobId, outcome, PositionOf(after), limit + 1, cancellationToken);
        var next = rows.Count > limit ? rows[limit - 1].Position.ToString(CultureInfo.InvariantCulture) : null;
        return new WorkflowPage<WorkflowBulkRow>([.. rows.Take(limit).Select(row => row.Row)], next);
    }

    public async Task<WorkflowBulkStanding> GetStandingAsync(Guid jobId, int cap = 10_000, CancellationToken cancellationToken = default)
    {
        CheckLimit(cap, MaxStanding);
        var counts = await store.CountBulkStandingAsync(jobId, cap, cancellationToken);
        var obeyedCount = (await store.FindBulkJobAsync(jobId, cancellationToken))?.Job.DoneCount ?? 0;
        return new WorkflowBulkStanding(
            counts.Where(count => count.Status is not null).ToDictionary(count => count.Status!.Value, count => count.Count),
            counts.Where(count => count.Status is null).Sum(count => count.Count),
            obeyedCount > cap);
    }

    public Task<WorkflowBulkJob> AbortAsync(Guid jobId, OperationOptions? operation = null, CancellationToken cancellationToken = default)
    {
        var by = operation ?? new OperationOptions();
        return record.RefusalsAsync(BulkAudit.Aborted, jobId, by, () => AbortedAsync(jobId, by, cancellationToken));
    }

    private async Task<WorkflowBulkJob> AbortedAsync(Guid jobId, OperationOptions operation, CancellationToken cancellationToken)
    {
        var by = new OperationOptions(
            OperationText.Checked("actor", operation.Actor, OperationText.MaxActor),
            OperationText.Checked("reason", operation.Reason, OperationText.MaxReason));
        var isAborted = await store.AbortBulkJobAsync(jobId, by, time.GetUtcNow(), cancellationToken);
        var job = await GetAsync(jobId, cancellationToken) ?? throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"There is no job {jobId}.");
        if (!isAborted)
            throw new WorkflowRefusedException(WorkflowRefusal.WrongStatus, $"The job is {job.Status}: there is nothing to stop.");

        notice.Aborted(job, by);
        return job;
    }

    private static int PositionOf(string? after)
    {
        if (string.IsNullOrEmpty(after))
            return 0;

        return int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new WorkflowRefusedException(WorkflowRefusal.Malformed, "'after' must be the 'next' of the page before, unchanged.");
    }

    private static void CheckLimit(int limit, int max)
    {
        if (limit < 1 || limit > max)
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The limit must be 1 to {max}, but it is {limit}.");
    }
}
