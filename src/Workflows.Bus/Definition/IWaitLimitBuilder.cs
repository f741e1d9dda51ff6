namespace Workflows;

/// <summary>Limits a wait for several events.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
public interface IWaitLimitBuilder<TState>
    where TState : class
{
    /// <summary>Limits the whole wait, from the moment it is reached. Without a branch the instance faults when the time is up.</summary>
    /// <param name="timeout">How long. Zero or less: only events that are already kept are taken.</param>
    /// <param name="onTimeout">Way to take when the time is up; then goes on behind the wait.</param>
    void Within(TimeSpan timeout, Action<IBlockBuilder<TState>>? onTimeout = null);

    /// <summary>The same, with a time computed from the state when the wait is reached.</summary>
    void Within(Func<TState, TimeSpan> timeout, Action<IBlockBuilder<TState>>? onTimeout = null);
}
