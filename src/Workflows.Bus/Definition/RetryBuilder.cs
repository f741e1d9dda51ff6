namespace Workflows.Definition;

internal sealed class RetryBuilder(WorkflowSyntax syntax, string node) : IRetryBuilder
{
    private readonly List<Type> _nonRetryable = [];
    private RetryPolicy? _policy;

    public RetryPolicy Build()
    {
        if (_policy is null && _nonRetryable.Count == 0)
            syntax.Fault(node, "a retry schedule: Exponential, Linear or Constant", "Retry declares none");

        return (_policy ?? RetryPolicy.None) with { NonRetryable = [.. _nonRetryable] };
    }

    public IRetryBuilder Exponential(int maxAttempts, TimeSpan first, double factor = 2, TimeSpan? cap = null, double jitter = 0)
    {
        if (!(factor >= 1 && double.IsFinite(factor)))
            syntax.Fault(node, "a retry factor of at least 1", $"it is {factor}");

        Positive("a first retry delay", first);
        return Declare(new RetryPolicy { MaxAttempts = maxAttempts, Growth = RetryGrowth.Exponential, First = first, Factor = factor, Jitter = jitter }, cap);
    }

    public IRetryBuilder Linear(int maxAttempts, TimeSpan first, TimeSpan increment, TimeSpan? cap = null, double jitter = 0)
    {
        if (increment < TimeSpan.Zero)
            syntax.Fault(node, "a retry increment of zero or more", $"it is {increment}");

        Positive("a first retry delay", first);
        return Declare(new RetryPolicy { MaxAttempts = maxAttempts, Growth = RetryGrowth.Linear, First = first, Increment = increment, Jitter = jitter }, cap);
    }

    public IRetryBuilder Constant(int maxAttempts, TimeSpan delay, double jitter = 0)
    {
        if (delay < TimeSpan.Zero)
            syntax.Fault(node, "a retry delay of zero or more", $"it is {delay}");

        return Declare(new RetryPolicy { MaxAttempts = maxAttempts, Growth = RetryGrowth.Constant, First = delay, Jitter = jitter }, null);
    }

    public IRetryBuilder NonRetryable<TException>()
        where TException : Exception
    {
        _nonRetryable.Add(typeof(TException));
        return this;
    }

    private void Positive(string what, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
            syntax.Fault(node, $"{what} of more than zero", $"it is {value}");
    }

    private RetryBuilder Declare(RetryPolicy policy, TimeSpan? cap)
    {
        var limit = cap ?? (policy.First > RetryPolicy.DefaultCap ? policy.First : RetryPolicy.DefaultCap);

        syntax.FaultIfRepeated(node, "retry schedule", _policy is not null);
        if (policy.MaxAttempts < 1)
            syntax.Fault(node, "at least 1 attempt", $"maxAttempts is {policy.MaxAttempts}");

        if (!(policy.Jitter is >= 0 and <= 1))
            syntax.Fault(node, "a retry jitter from 0 to 1", $"it is {policy.Jitter}");

        if (limit < policy.First)
            syntax.Fault(node, $"a retry cap of at least the first delay, {policy.First}", $"it is {limit}");

        _policy = policy with { Cap = limit };
        return this;
    }
}
