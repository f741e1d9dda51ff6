namespace Workflows.Persistence.Grouping;

/// <summary>How long to wait for a store that cannot be reached.</summary>
internal static class Backoff
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(100);

    /// <param name="attempt">Number of the attempt that failed, from 1.</param>
    public static TimeSpan After(int attempt)
    {
        var delay = _first * Math.Pow(2, Math.Min(attempt - 1, 10));
        return delay < Longest ? delay : Longest;
    }
}
