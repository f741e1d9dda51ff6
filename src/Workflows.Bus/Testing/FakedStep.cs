namespace Workflows.Testing;

/// <summary>Stands in for the code of a step, and remembers its calls.</summary>
public sealed class FakedStep
{
    private readonly Lock _lock = new();
    private readonly List<StepContext> _calls = [];
    private readonly Func<StepContext, Task> _code;
    private readonly List<Func<int, Exception>> _failures = [];

    internal FakedStep(Func<StepContext, Task> code) => _code = code;

    /// <summary>The contexts of the calls, oldest first; those of attempts that failed as well.</summary>
    public IReadOnlyList<StepContext> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    /// <summary>How often it was called.</summary>
    public int CallCount => Calls.Count;

    /// <summary>Has the next calls fail, whatever instance they are for; the ones behind them run the code.</summary>
    /// <param name="count">How many.</param>
    /// <param name="error">Makes the exception, from the number of the attempt. Default: an <see cref="InvalidOperationException"/>.</param>
    public FakedStep FailNext(int count, Func<int, Exception>? error = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_lock)
            _failures.AddRange(Enumerable.Repeat(error ?? (attempt => new InvalidOperationException($"The test has attempt {attempt} fail.")), count));

        return this;
    }

    internal Task CallAsync(StepContext context)
    {
        Func<int, Exception>? failure = null;
        lock (_lock)
        {
            _calls.Add(context);
            if (_failures.Count > 0)
            {
                failure = _failures[0];
                _failures.RemoveAt(0);
            }
        }

        return failure is null ? _code(context) : Task.FromException(failure(context.Attempt));
    }
}
