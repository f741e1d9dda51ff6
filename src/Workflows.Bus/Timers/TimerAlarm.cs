namespace Workflows.Timers;

/// <summary>
/// The alarm as those who set timers see it: takes a note and returns. It depends on nothing that sends, because all that sends depends on it;
/// <see cref="AlarmService"/> and <see cref="NearTimerService"/> do what was noted.
/// </summary>
internal sealed class TimerAlarm(NearTimers near, AlarmPlan plan) : ITimerAlarm
{
    public ValueTask ArmAsync(DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        near.Add(dueAt);
        plan.Want(dueAt);
        return ValueTask.CompletedTask;
    }
}
