namespace Workflows.Timers;

/// <summary>Goes off when the earliest timer is due.</summary>
internal interface ITimerAlarm
{
    /// <summary>Sees to it that the alarm goes off no later than this.</summary>
    ValueTask ArmAsync(DateTimeOffset dueAt, CancellationToken cancellationToken);
}
