using Microsoft.Extensions.Logging;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>
/// Watches over steps that run for more than a second: signals those whose instance was ended by another process, and renews the lease of
/// the others. One query for all of them.
/// </summary>
internal sealed class RunningStepsMonitor(RunningSteps running, IWorkflowStore store, DurableWorkflowOptions options, TimeProvider time, ILogger<RunningStepsMonitor> logger)
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
        var ids = running.All.Where(step => now - step.StartedAt >= _interval).Select(step => step.Key.InstanceId).Distinct().ToArray();
        if (ids.Length == 0)
            return;

        foreach (var ended in await store.FindEndedAsync(ids, cancellationToken))
            running.Cancel(ended);

        if (now - _renewedAt < options.StaleAfter / 3)
            return;

        await store.ExtendLeaseAsync(ids, Staleness.Coarse(now, options.StaleAfter), cancellationToken);
        _renewedAt = now;
    }
}
