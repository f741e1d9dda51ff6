using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>A job with its rows, and who may take of it.</summary>
internal sealed class MemoryBulkJob(WorkflowBulkJob job, string? eventBody, IEnumerable<Guid> instanceIds)
{
    private readonly WorkflowBulkRow[] _rows = [.. instanceIds.Select(id => new WorkflowBulkRow(id, WorkflowBulkOutcome.Pending))];
    private OperationOptions? _abortedBy;
    private int _takenCount;
    private long _fence;
    private int _attempt;

    public WorkflowBulkJob Job { get; private set; } = job;

    public StoredBulkJob Stored => new(Job, _abortedBy);

    /// <summary>When a batch may be taken; null: there is nothing left to do.</summary>
    public DateTimeOffset? NextAt { get; private set; } = job.CreatedAt;

    public IEnumerable<BulkRow> Rows => _rows.Select((row, index) => new BulkRow(index + 1, row));

    private bool IsUnderWay => _takenCount > Job.DoneCount + Job.RefusedCount;

    public bool Abort(OperationOptions by, DateTimeOffset now)
    {
        if (Job.Status != WorkflowBulkStatus.Running)
            return false;

        Job = Job with { Status = WorkflowBulkStatus.Aborted, FinishedAt = now };
        _abortedBy = by;
        NextAt = IsUnderWay ? NextAt : null;
        return true;
    }

    public BulkBatch Take(DateTimeOffset until, int size)
    {
        _attempt = IsUnderWay ? _attempt + 1 : 1;
        _takenCount = IsUnderWay ? _takenCount : Math.Min(_takenCount + size, _rows.Length);
        NextAt = until;
        return new BulkBatch
        {
            JobId = Job.JobId,
            Fence = ++_fence,
            Attempt = _attempt,
            Operation = Job.Operation,
            EventType = Job.EventType,
            EventBody = eventBody,
            Actor = Job.Actor,
            Reason = Job.Reason,
            Rows = [.. Rows.Take(_takenCount).Where(row => row.Row.Outcome == WorkflowBulkOutcome.Pending).Select(row => new BulkPlace(row.Position, row.Row.InstanceId))],
        };
    }

    public WorkflowBulkStatus? Record(long fence, IReadOnlyCollection<BulkResult> results, DateTimeOffset now, DateTimeOffset retryAt)
    {
        if (fence != _fence)
            return null;

        _fence++;
        if (results.Count > 0)
            _attempt = 0;

        foreach (var result in results)
            _rows[result.Position - 1] = _rows[result.Position - 1] with { Outcome = result.Outcome, Message = result.Refusal, At = now };

        var refusedCount = results.Count(result => result.Outcome == WorkflowBulkOutcome.Refused);
        Job = Job with { DoneCount = Job.DoneCount + results.Count - refusedCount, RefusedCount = Job.RefusedCount + refusedCount };
        if (Job.Status == WorkflowBulkStatus.Running && Job.DoneCount + Job.RefusedCount == _rows.Length)
            Job = Job with { Status = WorkflowBulkStatus.Completed, FinishedAt = now };

        NextAt = Job.Status != WorkflowBulkStatus.Running ? null : IsUnderWay ? retryAt : now;
        return Job.Status;
    }
}
