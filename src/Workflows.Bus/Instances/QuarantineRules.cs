namespace Workflows.Instances;

/// <summary>When a row that fails is given up.</summary>
internal static class QuarantineRules
{
    /// <summary>So many tries that failed, the last at least two and a half minutes after the first: whatever passes by itself has passed by then.</summary>
    public const int MaxTries = 5;

    private static readonly TimeSpan _firstDelay = TimeSpan.FromSeconds(10);

    /// <summary>How long after a try the next one counts.</summary>
    /// <param name="tryCount">Number of the try, from 1.</param>
    public static TimeSpan DelayAfter(int tryCount) => _firstDelay * Math.Pow(2, tryCount - 1);
}
