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
        var exponent = Math.Max(0, failureCount - 1);
        var seconds = Growth switch
        {
            RetryGrowth.Linear => First.TotalSeconds + Increment.TotalSeconds * exponent,
            RetryGrowth.Exponential => First.TotalSeconds * Math.Pow(Factor, exponent),
            _ => First.TotalSeconds,
        };

        var capped = Math.Min(seconds, Cap.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(0, capped * (1 - Jitter * random)));
    }
}
