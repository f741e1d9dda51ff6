namespace Workflows.Testing;

/// <summary>A timer of a <see cref="ManualClock"/>. One that the code of a step set tells that step's progress: the step waits for time to pass.</summary>
internal sealed class ManualTimer(ManualClock clock, Action callback, StepInProgress? owner) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private bool _isCounted;

    public DateTimeOffset? DueAt { get; set; }

    public TimeSpan? Period { get; set; }

    public bool IsPeriodic => Period is not null;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        clock.Set(this, dueTime, period);
        Count(DueAt is not null);
        return true;
    }

    public void Fire()
    {
        Count(DueAt is not null);
        if (_context is null)
            callback();
        else
            ExecutionContext.Run(_context, static state => ((Action)state!)(), callback);
    }

    public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Count(bool isSet)
    {
        if (owner is null || isSet == Interlocked.Exchange(ref _isCounted, isSet))
            return;

        owner.AddTimers(isSet ? 1 : -1);
    }
}
