using Microsoft.Extensions.Logging;

namespace Workflows.Persistence.Grouping;

/// <summary>Knows whether the store can be reached, and says so once when that changes.</summary>
internal sealed class StoreAvailability(TimeProvider time, ILogger<StoreAvailability> logger)
{
    private readonly Lock _lock = new();
    private volatile bool _isDown;

    /// <summary>When it was first found unreachable; null: it was reached last time.</summary>
    public DateTimeOffset? UnreachableSince { get; private set; }

    public bool IsReachable => !_isDown;

    public void Failed(Exception exception, string reason, int attempt, TimeSpan delay)
    {
        lock (_lock)
        {
            if (_isDown)
            {
                StoreLog.StillUnreachable(logger, attempt, delay, exception);
                return;
            }

            _isDown = true;
            UnreachableSince = time.GetUtcNow();
            StoreLog.Unreachable(logger, reason, Backoff.Longest, exception);
        }
    }

    public void Reached()
    {
        if (!_isDown)
            return;

        lock (_lock)
        {
            if (!_isDown)
                return;

            StoreLog.ReachableAgain(logger, time.GetUtcNow() - UnreachableSince!.Value);
            UnreachableSince = null;
            _isDown = false;
        }
    }
}
