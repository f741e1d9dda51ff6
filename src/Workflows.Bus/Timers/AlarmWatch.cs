using Microsoft.Extensions.Logging;
using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>Has the alarm made anew where no process has ticked for long although the database answers: what is stored of it is not as it should be.</summary>
internal sealed class AlarmWatch(IDurableAlarm alarm, EndpointReadiness readiness, DurableWorkflowOptions options, TimeProvider time, ILogger<AlarmWatch> logger) : EngineService(logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private string? _tick;
    private DateTimeOffset _since;

    /// <summary>A tick may be missed with the process that was about to see to it.</summary>
    private TimeSpan Patience => (2 * options.SweepInterval) + TimeSpan.FromMinutes(1);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Without the database nothing ticks, and nothing is wrong with what is in it.
                TimerLog.NotWatched(Logger, exception);
                _tick = null;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tick = await alarm.ReadTickAsync(cancellationToken);
        if (tick is null || tick != _tick)
        {
            (_tick, _since) = (tick, now);
        }
        else if (now - _since >= Patience)
        {
            _tick = null;
            if (await alarm.RepairAsync(tick, cancellationToken))
                TimerLog.Repaired(Logger, now - _since);
        }
    }
}
