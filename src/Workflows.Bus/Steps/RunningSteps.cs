using System.Collections.Concurrent;
using Workflows.Instances;

namespace Workflows.Steps;

/// <summary>The attempts that run in this process.</summary>
internal sealed class RunningSteps(TimeProvider time)
{
    private readonly ConcurrentDictionary<RunningKey, RunningStep> _running = new();

    /// <returns>The attempt, to be disposed when it ends; null: it runs here already.</returns>
    public RunningStep? TryBegin(RunningKey key, CancellationToken stopping)
    {
        var step = new RunningStep(this, key, time.GetUtcNow(), stopping);
        if (_running.TryAdd(key, step))
            return step;

        step.Abandon();
        return null;
    }

    /// <summary>
    /// The same for a message that came. One that is delivered again waits for the end of what runs here: the connection was lost, not the process,
    /// and that end decides what is left to do.
    /// </summary>
    public async Task<RunningStep?> TakeAsync(RunningKey key, bool redelivered, CancellationToken stopping)
    {
        while (true)
        {
            if (TryBegin(key, stopping) is { } run)
                return run;

            if (!redelivered)
                return null;

            await EndOf(key).WaitAsync(stopping);
        }
    }

    /// <summary>Completes when the attempt has ended here; at once when it does not run here.</summary>
    public Task EndOf(RunningKey key) => _running.TryGetValue(key, out var step) ? step.Ended : Task.CompletedTask;

    public bool Contains(RunningKey key) => _running.ContainsKey(key);

    public IEnumerable<RunningStep> All => _running.Values;

    public bool IsEmpty => _running.IsEmpty;

    /// <summary>Signals the tokens of everything that runs for an instance.</summary>
    public void Cancel(Guid instanceId)
    {
        if (_running.IsEmpty)
            return;

        foreach (var step in _running.Values)
        {
            if (step.Key.InstanceId == instanceId)
                step.Cancel();
        }
    }

    /// <summary>Signals the token of one attempt, if it runs here.</summary>
    public void Cancel(RunningKey key)
    {
        if (_running.TryGetValue(key, out var step))
            step.Cancel();
    }

    internal void Remove(RunningKey key) => _running.TryRemove(key, out _);
}

/// <summary>An attempt that runs in this process.</summary>
internal sealed class RunningStep(RunningSteps owner, RunningKey key, DateTimeOffset startedAt, CancellationToken stopping) : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private volatile bool _canceled;

    public RunningKey Key { get; } = key;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public CancellationToken Token => _cancellation.Token;

    /// <summary>The instance or the scope was ended while the step ran, or the attempt is not this worker's any more. What comes of it counts for nothing.</summary>
    public bool IsCanceled => _canceled;

    public Task Ended => _ended.Task;

    /// <summary>Its code has returned, or is not waited for: what is left is to store what came of it.</summary>
    public bool IsReturned { get; set; }

    public void Cancel()
    {
        _canceled = true;
        try
        {
            // What users registered on the token must not run in the thread of whoever cancels.
            _ = _cancellation.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended at this moment.
        }
    }

    /// <summary>The attempt is over, or another worker's.</summary>
    /// <returns>False: there is nothing to end any more.</returns>
    public bool TryEnd()
    {
        if (IsReturned || IsCanceled)
            return false;

        Cancel();
        return true;
    }

    public void Abandon() => _cancellation.Dispose();

    public void Dispose()
    {
        owner.Remove(Key);
        _cancellation.Dispose();
        _ended.TrySetResult();
    }
}
