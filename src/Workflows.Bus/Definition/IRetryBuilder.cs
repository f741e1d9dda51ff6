namespace Workflows;

/// <summary>A retry policy: one schedule, and the errors that it does not hold for. Delays are timers: they survive every restart.</summary>
public interface IRetryBuilder
{
    /// <summary>Delays that double (or grow by another factor): first, first × factor, first × factor²...</summary>
    /// <param name="maxAttempts">Attempts in all, at least 1.</param>
    /// <param name="first">Delay before the second attempt. More than zero.</param>
    /// <param name="factor">At least 1. Default 2.</param>
    /// <param name="cap">Longest delay, at least the first. Default: one day, or the first delay where that is longer.</param>
    /// <param name="jitter">Share of the delay, 0 to 1, by which it is shortened at random. Default 0.</param>
    IRetryBuilder Exponential(int maxAttempts, TimeSpan first, double factor = 2, TimeSpan? cap = null, double jitter = 0);

    /// <summary>Delays that grow by a fixed step: first, first + increment, first + 2 × increment...</summary>
    /// <param name="maxAttempts">Attempts in all, at least 1.</param>
    /// <param name="first">Delay before the second attempt. More than zero.</param>
    /// <param name="increment">Zero or more.</param>
    /// <param name="cap">Longest delay, at least the first. Default: one day, or the first delay where that is longer.</param>
    /// <param name="jitter">Share of the delay, 0 to 1, by which it is shortened at random. Default 0.</param>
    IRetryBuilder Linear(int maxAttempts, TimeSpan first, TimeSpan increment, TimeSpan? cap = null, double jitter = 0);

    /// <summary>The same delay each time.</summary>
    /// <param name="maxAttempts">Attempts in all, at least 1.</param>
    /// <param name="delay">Zero or more; zero tries again at once.</param>
    /// <param name="jitter">Share of the delay, 0 to 1, by which it is shortened at random. Default 0.</param>
    IRetryBuilder Constant(int maxAttempts, TimeSpan delay, double jitter = 0);

    /// <summary>Declares an exception, and those derived from it, as final: no second attempt.</summary>
    IRetryBuilder NonRetryable<TException>()
        where TException : Exception;
}
