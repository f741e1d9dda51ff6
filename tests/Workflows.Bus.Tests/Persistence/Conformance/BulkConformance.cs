using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Adds jobs and works on them.</summary>
public abstract class BulkConformance : StoreConformance
{
    private protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private protected async Task<(WorkflowBulkJob Job, Guid[] Ids)> AddAsync(int count, DateTimeOffset? at = null, WorkflowSearch? search = null)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        var job = await Store.AddBulkJobAsync(NewJob(at, search), null, ids.Chunk(2).ToAsyncEnumerable(), Canceled);
        job.TotalCount.ShouldBe(count);
        return (job, ids);
    }

    private protected static WorkflowBulkJob NewJob(DateTimeOffset? at = null, WorkflowSearch? search = null) => new()
    {
        JobId = Guid.NewGuid(),
        Operation = WorkflowBulkOperation.Retry,
        Status = WorkflowBulkStatus.Running,
        Search = search,
        Failure = search?.Fingerprint is null ? null : "TimeoutException at pick: No answer.",
        TotalCount = 0,
        Actor = "ann",
        Reason = "provider is back",
        CreatedAt = at ?? Noon,
    };

    private protected Task<BulkBatch?> TakeAsync(DateTimeOffset now, int size = 100) => Store.TakeBulkBatchAsync(now, now + Lease, size, Canceled);

    private protected Task<WorkflowBulkStatus?> DoAsync(BulkBatch? batch, DateTimeOffset now) =>
        Store.RecordBulkBatchAsync(batch.ShouldNotBeNull(), [.. batch!.Rows.Select(row => new BulkResult(row.Position))], now, now, Canceled);

    private protected async Task<WorkflowBulkJob> FindAsync(WorkflowBulkJob job) => (await Store.FindBulkJobAsync(job.JobId, Canceled)).ShouldNotBeNull().Job;

    private protected async Task<IReadOnlyList<WorkflowBulkRow>> RowsAsync(WorkflowBulkJob job) =>
        [.. (await Store.ListBulkRowsAsync(job.JobId, null, 0, 100, Canceled)).Select(row => row.Row)];
}
