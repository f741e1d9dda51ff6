namespace Workflows.Definition;

internal enum RetryGrowth
{
    Constant,
    Linear,
    Exponential,
}

/// <summary>How often and after which delays a step is tried again.</summary>
internal sealed record RetryPolicy
{
    public static readonly RetryPolicy None = new();

    public static readonly TimeSpan DefaultCap = TimeSpan.FromDays(1);

    public int MaxAttempts { get; init; } = 1;

    public RetryGrowth Growth { get; init; }

    public TimeSpan First { get; init; }

    public TimeSpan Increment { get; init; }

    public double Factor { get; init; } = 1;

    public TimeSpan Cap { get; init; } = DefaultCap;

    public double Jitter { get; init; }

    public IReadOnlyList<Type> NonRetryable { get; init; } = [];

    /// <summary>Delay after a failure.</summary>
    /// <param name="failureCount">Failures so far, from 1.</param>
    /// <param name="random">0 to 1: how much of the jitter is taken off.</param>
    /// <returns>Never negative, never above the cap.</returns>
    public TimeSpan DelayAfter(int failureCount, double random)
    {
        var retries = Math.Max(0, failureCount - 1);
        var ticks = Growth switch
        {
            RetryGrowth.Linear => First.Ticks + (double)Increment.Ticks * retries,
            RetryGrowth.Exponential => First.Ticks * Math.Pow(Factor, retries),
            _ => First.Ticks,
        };

        // Counted in floating point, which cannot overflow; a whole cap is taken as it is, for the way there and back may round it up.
        var capped = ticks >= Cap.Ticks ? Cap.Ticks : (long)ticks;
        return TimeSpan.FromTicks(Math.Max(0, capped - (long)(capped * (Jitter * random))));
    }
}
