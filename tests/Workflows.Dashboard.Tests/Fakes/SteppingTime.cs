using System.Threading.Channels;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>A clock that a test moves on. A step waits until somebody has set the timer that it is to set off.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private readonly Lock _gate = new();

    private readonly List<Timer> _timers = [];

    private readonly Channel<bool> _isSet = Channel.CreateUnbounded<bool>();

    private DateTimeOffset _now = ManualTime.Noon;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state, dueTime);
        lock (_gate)
            _timers.Add(timer);

        _isSet.Writer.TryWrite(true);
        return timer;
    }

    /// <summary>Waits for a timer of that length, and sets it off.</summary>
    public async Task NextAsync(TimeSpan length)
    {
        var due = await SetAsync(length);
        lock (_gate)
        {
            _timers.Remove(due);
            _now += length;
        }

        due.SetOff();
    }

    /// <summary>Waits for a timer of that length, and leaves it.</summary>
    public Task WaitAsync(TimeSpan length) => SetAsync(length);

    private async Task<Timer> SetAsync(TimeSpan length)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_timers.Find(timer => timer.DueTime == length) is { } due)
                    return due;
            }

            await _isSet.Reader.ReadAsync(TestContext.Current.CancellationToken);
        }
    }

    private sealed class Timer(SteppingTime clock, TimerCallback callback, object? state, TimeSpan dueTime) : ITimer
    {
        public TimeSpan DueTime { get; private set; } = dueTime;

        public void SetOff() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DueTime = dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
