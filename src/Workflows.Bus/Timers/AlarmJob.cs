using Microsoft.Extensions.Logging;
using Quartz;

namespace Workflows.Timers;

/// <summary>
/// Runs <see cref="AlarmRound"/> in the process that the alarm goes off in; if that stops meanwhile, in another. Its name is stored by Quartz.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class AlarmJob(AlarmRound round, ITimerAlarm alarm, TimeProvider time, ILogger<AlarmJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await round.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The alarm that caused the round is spent: what the round did not get to needs another.
            await alarm.ArmAsync(time.GetUtcNow(), CancellationToken.None);
            TimerLog.RoundFailed(logger, exception);
        }
    }
}
