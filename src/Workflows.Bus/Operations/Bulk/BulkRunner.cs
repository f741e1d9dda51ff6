using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Operations.Bulk;

/// <summary>
/// Works on one batch after the other, a few instances at once. Whoever dies in a batch leaves it to another, which commands again what was
/// commanded: the instances know those commands.
/// </summary>
internal sealed class BulkRunner(BulkCommand command, IWorkflowStore store, TimeProvider time, ILogger<BulkRunner> logger)
{
    public const int BatchSize = 100;

    /// <summary>Longer than what a batch takes by far; another process waits that long before it takes a batch over.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>From then on no instance is begun, so that those under way end before the lease does: a command to another process is given up after 30 seconds.</summary>
    private static readonly TimeSpan _lastStart = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan _lastEnd = TimeSpan.FromSeconds(100);

    private static readonly TimeSpan _recordPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(15);

    /// <summary>So many instances at once: ordinary work has the rest.</summary>
    private const int ConcurrentCount = 8;

    /// <summary>What failed so often while nothing else of the batch was left to do will not do better: the job goes on without it.</summary>
    private const int MaxAttempts = 5;

    /// <returns>Whether there was a batch.</returns>
    public async Task<bool> RunBatchAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await store.TakeBulkBatchAsync(now, now + Lease, BatchSize, cancellationToken) is not { } batch)
            return false;

        await RecordAsync(batch, await RunRowsAsync(batch, cancellationToken), cancellationToken);
        return true;
    }

    /// <returns>What came of those that were begun and did not fail for a reason that may pass.</returns>
    private async Task<IReadOnlyCollection<BulkResult>> RunRowsAsync(BulkBatch batch, CancellationToken cancellationToken)
    {
        using var lastStart = new CancellationTokenSource(_lastStart, time);
        using var lastEnd = new CancellationTokenSource(_lastEnd, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(lastEnd.Token, cancellationToken);
        var results = new ConcurrentBag<BulkResult>();
        await Parallel.ForEachAsync(batch.Rows, new ParallelOptions { MaxDegreeOfParallelism = ConcurrentCount, CancellationToken = CancellationToken.None }, async (row, _) =>
        {
            if (!lastStart.IsCancellationRequested && !end.IsCancellationRequested && await RunRowAsync(batch, row, end.Token) is { } result)
                results.Add(result);
        });
        return results;
    }

    /// <returns>Null: it failed, and is to be tried again.</returns>
    private async Task<BulkResult?> RunRowAsync(BulkBatch batch, BulkPlace row, CancellationToken cancellationToken)
    {
        try
        {
            return new BulkResult(row.Position, await command.RunAsync(batch, row.InstanceId, cancellationToken));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            BulkLog.RowFailed(logger, batch.JobId, row.InstanceId, batch.Attempt, exception);
            return batch.Attempt < MaxAttempts ? null : new BulkResult(row.Position, Engine.ErrorText.Short($"It failed {batch.Attempt} times in a row, at last so: {ExceptionText.MessageOf(exception)}"));
        }
    }

    /// <summary>Also when the process stops meanwhile: what is done would otherwise be commanded again for nothing.</summary>
    private async Task RecordAsync(BulkBatch batch, IReadOnlyCollection<BulkResult> results, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_recordPatience, time);
        var now = time.GetUtcNow();
        var retryAt = cancellationToken.IsCancellationRequested ? now : now + (_retryDelay * batch.Attempt);
        switch (await store.RecordBulkBatchAsync(batch, results, now, retryAt, patience.Token))
        {
            case null:
                BulkLog.BatchLost(logger, batch.JobId);
                break;
            case WorkflowBulkStatus.Completed:
                BulkLog.Completed(logger, batch.JobId);
                break;
        }
    }
}
