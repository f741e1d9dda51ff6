using Workflows.Instances;
using Workflows.Runtime;
using ScheduledMessage = Workflows.Instances.ScheduledMessage;

namespace Workflows.Timers;

/// <summary>Messages that users schedule: rows beside the timers of instances, under the same alarm.</summary>
internal sealed class MessageTimers(IWorkflowStore store, ITimerAlarm alarm, EntryGuard guard, TimeProvider time)
{
    /// <summary>Whether the bus schedules messages with them.</summary>
    public bool IsUsed { get; private set; }

    public void Use() => IsUsed = true;

    public Task ScheduleAsync(ScheduledMessage message, CancellationToken cancellationToken) => GuardAsync(
        async end =>
        {
            await store.ScheduleAsync(message, end);
            await alarm.ArmAsync(message.DueAt, end);
        },
        cancellationToken);

    /// <summary>One that is not there has been sent or canceled before: nothing to tell.</summary>
    public Task CancelAsync(Guid id, CancellationToken cancellationToken) => GuardAsync(end => store.CancelScheduledAsync(id, end), cancellationToken);

    /// <summary>
    /// MassTransit adds delays to the system's clock before it hands them on. Taken off again and added to our clock, they keep their length where
    /// the two differ, as they do in tests that move the time.
    /// </summary>
    public DateTimeOffset DueAt(DateTime scheduledTime)
    {
        var moment = scheduledTime.Kind == DateTimeKind.Local ? scheduledTime.ToUniversalTime() : DateTime.SpecifyKind(scheduledTime, DateTimeKind.Utc);
        return time == TimeProvider.System ? moment : time.GetUtcNow() + (moment - TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    private Task<bool> GuardAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken) => guard.RunAsync(
        async end =>
        {
            await call(end);
            return true;
        },
        isQuestion: false,
        TimeSpan.Zero,
        cancellationToken);
}
