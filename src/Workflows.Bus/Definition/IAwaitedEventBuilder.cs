namespace Workflows;

/// <summary>Settings of one event of a wait for several.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
/// <typeparam name="TEvent">Type of the event.</typeparam>
public interface IAwaitedEventBuilder<TState, TEvent> : IAwaitedEventBuilder<TState, TEvent, IAwaitedEventBuilder<TState, TEvent>>
    where TState : class
    where TEvent : class;

/// <summary>Settings of an event that a wait is for.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
/// <typeparam name="TEvent">Type of the event.</typeparam>
/// <typeparam name="TBuilder">The builder itself, to go on with.</typeparam>
public interface IAwaitedEventBuilder<TState, TEvent, TBuilder>
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
    TBuilder CorrelatedBy<TKey>(Func<TEvent, TKey> eventKey, Func<TState, TKey> stateKey);

    /// <summary>Takes only events that are sent to this one instance (<c>IWorkflowClient.SendEventAsync</c>), none that are published.</summary>
    TBuilder SentToInstance();

    /// <summary>Takes only events for which the condition holds; others are passed over.</summary>
    TBuilder When(Func<TState, TEvent, bool> condition);

    /// <summary>Changes the state when the event is taken.</summary>
    TBuilder OnReceived(Action<TState, TEvent> apply);

    /// <summary>Takes only events that come after the wait is reached: earlier ones are dropped.</summary>
    TBuilder IgnoreEarlyEvents();
}
