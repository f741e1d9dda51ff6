using Workflows.Timers;

namespace Workflows.Testing;

/// <summary>An alarm that never goes off by itself: time passes when the test says so.</summary>
internal sealed class ManualAlarm : ITimerAlarm
{
    public ValueTask ArmAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
