using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>
/// Timers that this process set and that are due within seconds: it wakes up for them by itself, to the hundredth of a second. If it dies before,
/// the durable alarm goes off for them.
/// </summary>
internal sealed class NearTimers : IDisposable
{
    private static readonly long _grain = TimeSpan.FromMilliseconds(10).Ticks;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly SortedSet<long> _moments = [];
    private readonly Bell _rung = new();
    private readonly ITimer _timer;

    public NearTimers(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static bell => ((Bell)bell!).Ring(), _rung, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(DateTimeOffset dueAt)
    {
        var now = _time.GetUtcNow();
        if (dueAt - now > AlarmPlan.Lead)
            return;

        // Rounded up: at a moment that has passed, everything that was to be due at it is due.
        var due = Math.Max(dueAt.UtcTicks, now.UtcTicks);
        var moment = (due + _grain - 1) / _grain * _grain;
        lock (_lock)
        {
            if (_moments.Add(moment) && _moments.Min == moment)
                WakeUpForFirst(now);
        }
    }

    /// <summary>Waits until a timer is due.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        do
        {
            await _rung.WaitAsync(cancellationToken);
        }
        while (!TakeDue());
    }

    public void Dispose() => _timer.Dispose();

    private bool TakeDue()
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            var countBefore = _moments.Count;
            while (_moments.Count > 0 && _moments.Min <= now.UtcTicks)
                _moments.Remove(_moments.Min);

            WakeUpForFirst(now);
            return _moments.Count < countBefore;
        }
    }

    private void WakeUpForFirst(DateTimeOffset now)
    {
        if (_moments.Count > 0)
            _timer.Change(TimeSpan.FromTicks(Math.Max(0, _moments.Min - now.UtcTicks)), Timeout.InfiniteTimeSpan);
    }
}
