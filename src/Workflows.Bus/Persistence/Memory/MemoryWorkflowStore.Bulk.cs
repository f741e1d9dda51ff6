using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

internal sealed partial class MemoryWorkflowStore
{
    public async Task<WorkflowBulkJob> AddBulkJobAsync(WorkflowBulkJob job, string? eventBody, IAsyncEnumerable<IReadOnlyList<Guid>> pages, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        await foreach (var page in pages.WithCancellation(cancellationToken))
            ids.AddRange(page);

        var stored = new MemoryBulkJob(job with { TotalCount = ids.Count }, eventBody, ids);
        lock (_tables.Lock)
        {
            if (!_tables.BulkJobs.TryAdd(job.JobId, stored))
                return _tables.BulkJobs[job.JobId].Job;

            Record(job.JobId, BulkAudit.OfAccepted(stored.Job));
            return stored.Job;
        }
    }

    public Task<StoredBulkJob?> FindBulkJobAsync(Guid jobId, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(_tables.BulkJobs.GetValueOrDefault(jobId)?.Stored);
    }

    public Task<IReadOnlyList<StoredBulkJob>> ListBulkJobsAsync(ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<StoredBulkJob>>(
                [.. _tables.BulkJobs.Values.Select(job => (job.Stored, Place: new ListCursor(job.Job.CreatedAt, job.Job.JobId)))
                    .Where(job => after is null || MemoryTables.CompareCreation(job.Place, after.Value) < 0)
                    .OrderByDescending(job => job.Place, Comparer<ListCursor>.Create(MemoryTables.CompareCreation))
                    .Take(limit)
                    .Select(job => job.Stored)]);
        }
    }

    public Task<IReadOnlyList<BulkRow>> ListBulkRowsAsync(Guid jobId, WorkflowBulkOutcome? outcome, int afterPosition, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var rows = _tables.BulkJobs.GetValueOrDefault(jobId)?.Rows ?? [];
            return Task.FromResult<IReadOnlyList<BulkRow>>(
                [.. rows.Skip(afterPosition).Where(row => outcome is null || row.Row.Outcome == outcome).Take(limit)]);
        }
    }

    public Task<IReadOnlyList<(WorkflowStatus? Status, long Count)>> CountBulkStandingAsync(Guid jobId, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var obeyed = (_tables.BulkJobs.GetValueOrDefault(jobId)?.Rows ?? []).Where(row => row.Row.Outcome == WorkflowBulkOutcome.Done).Take(limit);
            return Task.FromResult<IReadOnlyList<(WorkflowStatus?, long)>>(
                [.. obeyed.GroupBy(row => _tables.Instances.GetValueOrDefault(row.Row.InstanceId)?.Current.Status).Select(group => (group.Key, group.LongCount()))]);
        }
    }

    public Task<bool> AbortBulkJobAsync(Guid jobId, OperationOptions by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            if (_tables.BulkJobs.GetValueOrDefault(jobId) is not { } job || !job.Abort(by, now))
                return Task.FromResult(false);

            Record(DeterministicId.OfBulkAbort(jobId), BulkAudit.OfAborted(job.Job, by, now));
            return Task.FromResult(true);
        }
    }

    public Task<BulkBatch?> TakeBulkBatchAsync(DateTimeOffset now, DateTimeOffset until, int size, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var next = _tables.BulkJobs.Values.Where(job => job.NextAt <= now).MinBy(job => job.NextAt);
            return Task.FromResult(next?.Take(until, size));
        }
    }

    public Task<WorkflowBulkStatus?> RecordBulkBatchAsync(BulkBatch batch, IReadOnlyCollection<BulkResult> results, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(_tables.BulkJobs.GetValueOrDefault(batch.JobId)?.Record(batch.Fence, results, now, retryAt));
    }

    private void Record(Guid id, WorkflowAuditEntry? entry)
    {
        if (entry is not null)
            _tables.Audit.TryAdd(id, entry);
    }
}
