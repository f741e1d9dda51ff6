using System.Runtime.CompilerServices;
using Workflows.Contracts;

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
    /// Key of the instance. Null, an empty or blank text, an empty Guid, or an exception before the wait is reached: not known yet; it listens as soon as it is. When the
    /// wait is reached, it must be there: else the instance faults.
    /// </param>
    /// <param name="eventLabel">How the key of the event is shown. Default: the expression itself.</param>
    /// <param name="stateLabel">How the key of the instance is shown. Default: the expression itself.</param>
    /// <typeparam name="TKey">
    /// A text, Guid, number, enum (by its number), time or Uri; a tuple or record of these (where one of its members is missing, the key is); or an id that is a
    /// type of its own. Anything else is refused when the host starts.
    /// </typeparam>
    TBuilder CorrelatedBy<TKey>(
        Func<TEvent, TKey> eventKey,
        Func<TState, TKey> stateKey,
        [CallerArgumentExpression(nameof(eventKey))] string? eventLabel = null,
        [CallerArgumentExpression(nameof(stateKey))] string? stateLabel = null);

    /// <summary>Takes only events that are sent to this one instance (<c>IWorkflowClient.SendEventAsync</c>), none that are published.</summary>
    TBuilder SentToInstance();

    /// <summary>Takes only events for which the condition holds; others are passed over.</summary>
    TBuilder When(Func<TState, TEvent, bool> condition);

    /// <summary>Changes the state when the event is taken.</summary>
    TBuilder OnReceived(Action<TState, TEvent> apply);

    /// <summary>Changes the state when the event is taken, from the event and what came with it: headers, ids, time.</summary>
    TBuilder OnReceived(Action<TState, TEvent, EventContext> apply);

    /// <summary>Takes only events that come after the wait is reached: earlier ones are dropped.</summary>
    TBuilder IgnoreEarlyEvents();
}
