using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>
/// Decides when the durable alarm has to be set. Each process has an alarm of its own, which goes off once and then arms itself again from the table.
/// So a timer needs no alarm if one is set for an earlier time and has not gone off: the timer is in the table when it does.
/// </summary>
/// <remarks>
/// With one alarm for all processes that would not hold: another process could move it behind a timer that this one believes covered, because the
/// earlier timer was canceled.
/// </remarks>
internal sealed class AlarmPlan(TimeProvider time)
{
    /// <summary>The durable alarm is never set for a time closer than this: what is due sooner, <see cref="NearTimers"/> handles, and the alarm stands in if the process dies.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(2);

    /// <summary>It may go off for nothing once in a while; a time at the end of the calendar is more than a scheduler can be trusted with.</summary>
    private static readonly TimeSpan _farthest = TimeSpan.FromDays(1);

    /// <summary>An alarm this close may have gone off already, by the clock of the process that it goes off in.</summary>
    private static readonly TimeSpan _clockSkew = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Bell _changed = new();
    private DateTimeOffset? _wanted;
    private DateTimeOffset _goesOffAt = DateTimeOffset.MinValue;

    /// <summary>A timer is due then.</summary>
    public void Want(DateTimeOffset dueAt)
    {
        var now = time.GetUtcNow();
        var at = Later(dueAt, now + Lead);
        at = at < now + _farthest ? at : now + _farthest;
        lock (_lock)
        {
            if (_wanted <= at || (IsTrusted(_goesOffAt, now) && _goesOffAt <= at))
                return;

            _wanted = at;
            _changed.Ring();
        }
    }

    /// <summary>Waits until the alarm has to be set.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _changed.WaitAsync(cancellationToken);

    /// <returns>When the alarm has to go off; null: it is set.</returns>
    public DateTimeOffset? Next()
    {
        lock (_lock)
        {
            if (_wanted is not { } wanted)
                return null;

            // A time that passed while the database was away would count as an alarm that has gone off.
            _wanted = Later(wanted, time.GetUtcNow() + Lead);
            return _wanted;
        }
    }

    /// <summary>The alarm is set.</summary>
    public void Set(DateTimeOffset goesOffAt)
    {
        lock (_lock)
        {
            _goesOffAt = goesOffAt;
            if (IsTrusted(goesOffAt, time.GetUtcNow()) && goesOffAt <= _wanted)
                _wanted = null;
            else if (_wanted is not null)
                _changed.Ring();
        }
    }

    private static bool IsTrusted(DateTimeOffset goesOffAt, DateTimeOffset now) => goesOffAt - now > _clockSkew;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
