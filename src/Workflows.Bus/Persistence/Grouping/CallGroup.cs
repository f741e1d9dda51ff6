using System.Threading.Channels;

namespace Workflows.Persistence.Grouping;

/// <summary>
/// Gathers calls of the same moment and makes one of them. Each of its loops takes what is there, and never waits for more: when little is
/// going on, a call goes out alone and at once; the more waits, the more goes together.
/// </summary>
/// <param name="run">The one call for many: a result for each, in their order. It is told which attempt it is, from 1; what an earlier one did is not known.</param>
/// <param name="retry">What to do about a store that cannot be reached.</param>
internal sealed class CallGroup<TItem, TResult>(Func<IReadOnlyList<TItem>, int, Task<IReadOnlyList<TResult>>> run, OutageRetry retry) : IAsyncDisposable
{
    public const int MaxCount = 128;

    private readonly Channel<PendingCall<TItem, TResult>> _waiting = Channel.CreateUnbounded<PendingCall<TItem, TResult>>();
    private readonly CancellationTokenSource _stopping = new();
    private Task _loops = Task.CompletedTask;

    public CallGroup<TItem, TResult> Start(int loopCount)
    {
        // Not with the context of whoever happens to be the first to ask: its transaction and activity are not those of the others.
        using (ExecutionContext.SuppressFlow())
            _loops = Task.WhenAll(Enumerable.Range(0, loopCount).Select(_ => Task.Run(LoopAsync)));

        return this;
    }

    public Task<TResult> CallAsync(TItem item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TResult>(cancellationToken);

        var call = new PendingCall<TItem, TResult>(item);
        call.GiveUpOn(cancellationToken);
        if (!_waiting.Writer.TryWrite(call))
            call.Fail(Disposed());

        return call.Task;
    }

    /// <summary>Finishes what is under way; what still waits fails.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
            return;

        await _stopping.CancelAsync();
        await _loops;
        while (_waiting.Reader.TryRead(out var call))
            call.Fail(Disposed());

        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        var calls = new List<PendingCall<TItem, TResult>>(MaxCount);
        while (!_stopping.IsCancellationRequested && await _waiting.Reader.WaitToReadAsync())
        {
            while (calls.Count < MaxCount && _waiting.Reader.TryRead(out var call))
                calls.Add(call);

            await RunAsync(calls);
            calls.Clear();
        }
    }

    private async Task RunAsync(List<PendingCall<TItem, TResult>> calls)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                calls.RemoveAll(call => call.IsGivenUp);
                if (calls.Count == 0)
                    return;

                var results = await retry.TryAsync(() => run([.. calls.Select(call => call.Item)], attempt), attempt, _stopping.Token);
                if (results is null)
                    continue;

                for (var i = 0; i < calls.Count; i++)
                    calls[i].Complete(results[i]);

                return;
            }
        }
        catch (Exception exception)
        {
            foreach (var call in calls)
                call.Fail(_stopping.IsCancellationRequested ? Disposed() : exception);
        }
    }

    private static ObjectDisposedException Disposed() => new("The store of workflows", "The application stops: the store takes nothing any more.");
}
