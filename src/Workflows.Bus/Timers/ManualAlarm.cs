namespace Workflows.Timers;

/// <summary>Remembers when it would go off, for tests that move the time and send what is due themselves.</summary>
internal sealed class ManualAlarm : ITimerAlarm
{
    private readonly Lock _lock = new();

    /// <summary>The earliest due time that was asked for; null: none.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public ValueTask ArmAsync(DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (DueAt is null || dueAt < DueAt)
                DueAt = dueAt;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>It has gone off.</summary>
    public void Reset()
    {
        lock (_lock)
            DueAt = null;
    }
}
