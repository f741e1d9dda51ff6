using Microsoft.Extensions.Logging;
using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>
/// Starts the durable alarm, sets it as <see cref="AlarmPlan"/> asks, and stops it. All of it in the background and with patience: an unreachable
/// database holds nobody up.
/// </summary>
internal sealed class AlarmService(IDurableAlarm alarm, AlarmPlan plan, EndpointReadiness readiness, TimeProvider time, ILogger<AlarmService> logger) : EngineService(logger)
{
    /// <summary>Between two calls. Shorter than <see cref="AlarmPlan.Lead"/>, so that no alarm comes late for it.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(10);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        // Before the bus is there, nothing could be sent.
        await readiness.WaitAsync(stoppingToken);
        try
        {
            await InsistAsync(alarm.StartAsync, TimerLog.StartFailed, stoppingToken);
            TimerLog.Started(Logger);
            await FollowPlanAsync(stoppingToken);
        }
        finally
        {
            await alarm.StopAsync();
        }
    }

    private async Task FollowPlanAsync(CancellationToken stoppingToken)
    {
        // Timers may have come due while no process was there.
        plan.Want(time.GetUtcNow());
        try
        {
            while (true)
            {
                await plan.WaitAsync(stoppingToken);
                await InsistAsync(SetAsync, TimerLog.ArmFailed, stoppingToken);
                await Task.Delay(_pause, time, stoppingToken);
            }
        }
        finally
        {
            await LeaveAsync();
        }
    }

    /// <summary>Timers that were set since the last call go off in the other processes.</summary>
    private async Task LeaveAsync()
    {
        using var patience = new CancellationTokenSource(_pause, time);
        try
        {
            await SetAsync(patience.Token);
        }
        catch (Exception exception)
        {
            TimerLog.LeftWithoutAlarm(Logger, exception);
        }
    }

    private async Task SetAsync(CancellationToken cancellationToken)
    {
        if (plan.Next() is { } at)
            plan.Set(await alarm.SetAsync(at, cancellationToken));
    }

    private async Task InsistAsync(Func<CancellationToken, Task> act, Action<ILogger, TimeSpan, Exception> failed, CancellationToken cancellationToken)
    {
        for (var delay = _firstDelay; ; delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay)
        {
            try
            {
                await act(cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failed(Logger, delay, exception);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }
}
