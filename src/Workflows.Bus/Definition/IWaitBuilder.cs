namespace Workflows;

/// <summary>Settings of a wait.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
/// <typeparam name="TEvent">Type of the event.</typeparam>
public interface IWaitBuilder<TState, TEvent>
    where TState : class
    where TEvent : class
{
    /// <summary>
    /// Says which instance an event is for: keys of both sides must be equal. Needed, unless the event implements
    /// MassTransit's <c>CorrelatedBy&lt;Guid&gt;</c> (then its CorrelationId is the instance id) or <see cref="SentToInstance"/> is declared.
    /// </summary>
    /// <param name="eventKey">Key of the event.</param>
    /// <param name="stateKey">
    /// Key of the instance. Null, an empty text, an empty Guid, or an exception before the wait is reached: not known yet; it listens as soon as it is.
    /// </param>
    IWaitBuilder<TState, TEvent> CorrelatedBy<TKey>(Func<TEvent, TKey> eventKey, Func<TState, TKey> stateKey);

    /// <summary>Takes only events that are sent to this one instance (<c>IWorkflowClient.SendEventAsync</c>), none that are published.</summary>
    IWaitBuilder<TState, TEvent> SentToInstance();

    /// <summary>Takes only events for which the condition holds; others are passed over.</summary>
    IWaitBuilder<TState, TEvent> When(Func<TState, TEvent, bool> condition);

    /// <summary>Changes the state when the event is taken.</summary>
    IWaitBuilder<TState, TEvent> OnReceived(Action<TState, TEvent> apply);

    /// <summary>Limits the wait, from the moment it is reached. Without a branch the instance faults when the time is up.</summary>
    /// <param name="timeout">How long. Zero or less: only an event that is already kept is taken.</param>
    /// <param name="onTimeout">Way to take when the time is up; then goes on behind the wait.</param>
    IWaitBuilder<TState, TEvent> Within(TimeSpan timeout, Action<IBlockBuilder<TState>>? onTimeout = null);

    /// <summary>The same, with a time computed from the state when the wait is reached.</summary>
    IWaitBuilder<TState, TEvent> Within(Func<TState, TimeSpan> timeout, Action<IBlockBuilder<TState>>? onTimeout = null);

    /// <summary>Takes only events that come after the wait is reached: earlier ones are dropped.</summary>
    IWaitBuilder<TState, TEvent> IgnoreEarlyEvents();
}
