using Workflows.Instances;
using ScheduledMessage = Workflows.Instances.ScheduledMessage;

namespace Workflows.Timers;

/// <summary>Messages that users schedule: rows beside the timers of instances, under the same alarm.</summary>
internal sealed class MessageTimers(IWorkflowStore store, ITimerAlarm alarm, TimeProvider time)
{
    public async Task ScheduleAsync(ScheduledMessage message, CancellationToken cancellationToken)
    {
        await store.ScheduleAsync(message, cancellationToken);
        await alarm.ArmAsync(message.DueAt, cancellationToken);
    }

    /// <summary>One that is not there has been sent or canceled before: nothing to tell.</summary>
    public Task CancelAsync(Guid id, CancellationToken cancellationToken) => store.CancelScheduledAsync(id, cancellationToken);

    /// <summary>
    /// MassTransit adds delays to the system's clock before it hands them on. Taken off again and added to our clock, they keep their length where
    /// the two differ, as they do in tests that move the time.
    /// </summary>
    public DateTimeOffset DueAt(DateTime scheduledTime)
    {
        var moment = scheduledTime.Kind == DateTimeKind.Local ? scheduledTime.ToUniversalTime() : DateTime.SpecifyKind(scheduledTime, DateTimeKind.Utc);
        return time == TimeProvider.System ? moment : time.GetUtcNow() + (moment - TimeProvider.System.GetUtcNow().UtcDateTime);
    }
}
