using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Live;

/// <summary>How old what a live part shows is, when it is to be read again, and what to say where it could not be.</summary>
internal sealed class Freshness(TimeProvider time)
{
    public static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    /// <summary>What is older is read again though nothing was written, because time alone makes things overdue; what could not be read is tried again.</summary>
    public static readonly TimeSpan OldAfter = TimeSpan.FromSeconds(15);

    private long _shownVersion = -1;

    private DateTimeOffset _triedAt;

    private DateTimeOffset? _unreadableSince;

    private DateTimeOffset? _storeFailingSince;

    /// <summary>Nothing was read for the address: what may still be there belongs to another.</summary>
    public bool HasNothing { get; private set; }

    /// <summary>Why what is shown may be old; null: it is not.</summary>
    public string? Stale =>
        _storeFailingSince is { } failingSince ? $"The workflows could not be asked since {Utc.Time(failingSince)}. What is shown may be old."
        : _unreadableSince is { } since ? $"This part could not be read since {Utc.Time(since)}. What is shown may be old."
        : null;

    /// <summary>Why there is nothing to show, not even something old; null: there is.</summary>
    public string? Unread =>
        HasNothing && _unreadableSince is { } since ? $"This part could not be read since {Utc.Time(since)}. It is tried again by itself." : null;

    /// <summary>Something else is asked for.</summary>
    public void StartAnew() => (HasNothing, _unreadableSince) = (true, null);

    /// <returns>Whether to read now.</returns>
    public bool Hear(FeedState state)
    {
        var isBack = _storeFailingSince is not null && state.FailingSince is null;
        _storeFailingSince = state.FailingSince;
        var hasNews = isBack || (_unreadableSince is null && state.Version != _shownVersion);
        return state.FailingSince is null && time.GetUtcNow() - _triedAt >= (hasNews ? LeastPause : OldAfter);
    }

    public void IsRead(long version) =>
        (_shownVersion, _triedAt, _unreadableSince, HasNothing) = (version, time.GetUtcNow(), null, false);

    /// <returns>Whether it could be read until now.</returns>
    public bool IsUnreadable()
    {
        var isFirst = _unreadableSince is null;
        _triedAt = time.GetUtcNow();
        _unreadableSince ??= _triedAt;
        return isFirst;
    }
}
