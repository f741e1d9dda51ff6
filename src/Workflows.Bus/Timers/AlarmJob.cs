using Microsoft.Extensions.Logging;
using Quartz;

namespace Workflows.Timers;

/// <summary>Runs <see cref="AlarmRound"/> in the process that the alarm goes off in. Its name is stored by Quartz.</summary>
[DisallowConcurrentExecution]
internal sealed class AlarmJob(AlarmRound round, ITimerAlarm alarm, TimeProvider time, ILogger<AlarmJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await round.RunAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            // Whatever stopped the round, the alarm that caused it is spent: what it did not get to needs another.
            await alarm.ArmAsync(time.GetUtcNow(), CancellationToken.None);
            if (!cancellationToken.IsCancellationRequested)
                TimerLog.RoundFailed(logger, exception);
        }
    }
}
