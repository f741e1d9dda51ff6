using Microsoft.Extensions.Logging;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>
/// Watches over steps that run for more than a second: signals those that another process canceled or gave to another worker, and renews the lease of
/// the others, and ends those that were given to another worker. One query for all of them.
/// </summary>
internal sealed class RunningStepsMonitor(RunningSteps running, StepStarts starts, IWorkflowStore store, DurableWorkflowOptions options, ILogger<RunningStepsMonitor> logger, TimeProvider time)
    : EngineService(logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private DateTimeOffset _renewedAt;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WatchAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                StepLog.WatchFailed(Logger, exception);
            }
        }
    }

    internal async Task WatchAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var attempts = running.All.Where(step => now - step.StartedAt >= _interval && !step.IsReturned).Select(step => step.Key).ToArray();
        if (attempts.Length == 0)
            return;

        foreach (var closed in await store.FindClosedAsync(attempts, cancellationToken))
            running.Cancel(closed);

        if (now - _renewedAt < options.StaleAfter / 3)
            return;

        // One that has begun since the last time has a lease of its start, which lasts until the next.
        var lasting = running.All.Where(step => now - step.StartedAt >= options.StaleAfter / 3).ToArray();
        await Task.WhenAll(lasting.Select(step => starts.RenewAsync(step, cancellationToken)));
        _renewedAt = now;
    }
}
