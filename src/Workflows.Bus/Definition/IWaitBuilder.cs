namespace Workflows;

/// <summary>Settings of a wait for one event.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
/// <typeparam name="TEvent">Type of the event.</typeparam>
public interface IWaitBuilder<TState, TEvent> : IAwaitedEventBuilder<TState, TEvent, IWaitBuilder<TState, TEvent>>
    where TState : class
    where TEvent : class
{
    /// <summary>Limits the wait, from the moment it is reached. Without a branch the instance faults when the time is up.</summary>
    /// <param name="timeout">How long. Zero or less: only an event that is already kept is taken.</param>
    /// <param name="onTimeout">Way to take when the time is up; then goes on behind the wait.</param>
    IWaitBuilder<TState, TEvent> Within(TimeSpan timeout, Action<IBlockBuilder<TState>>? onTimeout = null);

    /// <summary>The same, with a time computed from the state when the wait is reached.</summary>
    IWaitBuilder<TState, TEvent> Within(Func<TState, TimeSpan> timeout, Action<IBlockBuilder<TState>>? onTimeout = null);
}
