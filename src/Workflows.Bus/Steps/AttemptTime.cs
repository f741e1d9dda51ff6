using Workflows.Definition;

namespace Workflows.Steps;

/// <summary>The time limit of one attempt. Code that does not heed its token is left behind: whatever it does later is not recorded.</summary>
internal sealed class AttemptTime : IDisposable
{
    private readonly CancellationTokenSource? _limit;
    private readonly CancellationTokenSource? _linked;
    private readonly CancellationToken _canceled;

    private AttemptTime(CancellationTokenSource? limit, CancellationTokenSource? linked, CancellationToken canceled)
    {
        _limit = limit;
        _linked = linked;
        _canceled = canceled;
    }

    public CancellationToken Token => _linked?.Token ?? _canceled;

    public static AttemptTime Start(TimeSpan? timeout, TimeProvider time, CancellationToken canceled)
    {
        if (timeout is null)
            return new AttemptTime(null, null, canceled);

        var limit = new CancellationTokenSource(timeout.Value, time);
        return new AttemptTime(limit, CancellationTokenSource.CreateLinkedTokenSource(limit.Token, canceled), canceled);
    }

    public async Task LimitAsync(Task attempt, StepNode step)
    {
        try
        {
            // Also ends the wait for code that ignores its token, on a time limit as well as on cancellation.
            await (attempt.IsCompleted ? attempt : attempt.WaitAsync(Token));
        }
        catch (OperationCanceledException) when (_limit is { IsCancellationRequested: true } && !_canceled.IsCancellationRequested)
        {
            throw new StepTimeoutException($"Step '{step.Name}' ran longer than its timeout, {step.Timeout}.");
        }
        finally
        {
            if (!attempt.IsCompleted)
                LeaveBehind(attempt);
        }
    }

    /// <summary>Nobody hears what it throws later, and nobody is to be told that nobody did.</summary>
    private static void LeaveBehind(Task attempt) =>
        _ = attempt.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    public void Dispose()
    {
        _linked?.Dispose();
        _limit?.Dispose();
    }
}
