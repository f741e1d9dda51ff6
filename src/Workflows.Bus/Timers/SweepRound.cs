using Microsoft.Extensions.Logging;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>The slow tick: sends what is due although no alarm went off for it, sets the alarm again in case it was lost, and looks after instances that are silent.</summary>
internal sealed class SweepRound(TimerDispatcher dispatcher, IWorkflowStore store, ITimerAlarm alarm, Sweeper sweeper, ILogger<SweepRound> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await TryAsync(RepairAlarmAsync, cancellationToken);
        await TryAsync(sweeper.SweepAsync, cancellationToken);
    }

    private async Task RepairAlarmAsync(CancellationToken cancellationToken)
    {
        await dispatcher.DispatchDueAsync(cancellationToken);
        if (await store.NextDueAsync(cancellationToken) is { } dueAt)
            await alarm.ArmAsync(dueAt, cancellationToken);
    }

    private async Task TryAsync(Func<CancellationToken, Task> sweep, CancellationToken cancellationToken)
    {
        try
        {
            await sweep(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            TimerLog.SweepFailed(logger, exception);
        }
    }
}
