using Microsoft.Extensions.Hosting;

namespace Workflows.Testing;

/// <summary>
/// Lets time go on by itself while a host stops: what waits for the clock (a step, a send that is tried again) would hold up the end until the host loses
/// its patience.
/// </summary>
internal sealed class TimeAtTheEnd(ManualClock clock) : IHostedLifecycleService
{
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private TaskCompletionSource _stopped = new();
    private int _stopCount;

    /// <summary>A host may be stopped twice at once: by the test, and by its own code that waits for its end.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_stopCount++ == 0)
            {
                _stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _ = RunUntilAsync(_stopped.Task);
            }
        }

        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (--_stopCount == 0)
                _stopped.SetResult();
        }

        return Task.CompletedTask;
    }

    /// <summary>Moves the clock to what is due next, again and again, until the task has ended.</summary>
    public async Task RunUntilAsync(Task end)
    {
        while (await Task.WhenAny(end, Task.Delay(_beat)) != end)
            clock.MoveTo(clock.NextDueAt ?? clock.GetUtcNow());
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
