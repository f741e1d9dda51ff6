namespace Workflows.Testing;

/// <summary>
/// A clock that stands still until it is moved. It is the <see cref="TimeProvider"/> of the whole container, so <c>Task.Delay</c>, <c>PeriodicTimer</c> and
/// <c>CancellationTokenSource</c> follow it wherever they are given the provider. The harness moves it; alone it serves tests of other classes as well.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <summary>Creates a clock.</summary>
    /// <param name="startAt">What it shows at first. Default: Monday, 5 January 2026, 08:00 UTC.</param>
    public ManualClock(DateTimeOffset? startAt = null) =>
        _now = (startAt ?? new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer goes off that does so once; null: none is set. Periodic ones do not count: time is not stepped through for them.</summary>
    internal DateTimeOffset? NextDueAt
    {
        get
        {
            lock (_lock)
                return _timers.Where(timer => !timer.IsPeriodic).Min(timer => timer.DueAt);
        }
    }

    /// <summary>Timers that are set.</summary>
    internal int PendingCount
    {
        get
        {
            lock (_lock)
                return _timers.Count;
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state), StepInProgress.Current);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward. Timers that fall due go off on this thread, each at its time; a periodic one goes off once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        MoveTo(GetUtcNow() + time);
    }

    internal void MoveTo(DateTimeOffset moment)
    {
        while (TakeDue(moment) is { } timer)
            timer.Fire();
    }

    internal void Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            timer.DueAt = dueTime < TimeSpan.Zero ? null : _now + dueTime;
            timer.Period = period <= TimeSpan.Zero ? null : period;
            if (timer.DueAt is not null)
                _timers.Add(timer);
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset moment)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.DueAt <= moment).MinBy(timer => timer.DueAt);
            var at = next?.DueAt ?? moment;
            _now = at > _now ? at : _now;
            if (next is null)
                return null;

            next.DueAt = next.Period is { } period ? moment + period : null;
            if (next.DueAt is null)
                _timers.Remove(next);

            return next;
        }
    }
}
