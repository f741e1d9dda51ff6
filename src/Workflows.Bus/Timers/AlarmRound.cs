using Workflows.Instances;

namespace Workflows.Timers;

/// <summary>
/// What happens when the alarm goes off: sends what is due, stays for as long as more is due within seconds, then sets the alarm for the rest.
/// One process at a time follows the table in this way.
/// </summary>
internal sealed class AlarmRound(TimerDispatcher dispatcher, IWorkflowStore store, ITimerAlarm alarm, TimeProvider time)
{
    private static readonly TimeSpan _shortestPause = TimeSpan.FromMilliseconds(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await dispatcher.DispatchDueAsync(cancellationToken);
            if (await store.NextDueAsync(cancellationToken) is not { } dueAt)
                return;

            var now = time.GetUtcNow();
            if (dueAt - now > AlarmPlan.Lead)
            {
                await alarm.ArmAsync(dueAt, cancellationToken);
                return;
            }

            await Task.Delay(dueAt - now > _shortestPause ? dueAt - now : _shortestPause, time, cancellationToken);
        }
    }
}
