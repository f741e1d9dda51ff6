using System.Runtime.CompilerServices;
using Workflows.Contracts;

namespace Workflows;

/// <summary>Takes the declarations of a workflow.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
public interface IWorkflowBuilder<TState> : IBlockBuilder<TState>
    where TState : class
{
    /// <summary>Starts an instance for every event of a type. A redelivered event finds the instance it started.</summary>
    /// <typeparam name="TEvent">Type of the message, as it is published on the bus.</typeparam>
    /// <param name="createState">Makes the starting state.</param>
    void StartedBy<TEvent>(Func<TEvent, TState> createState)
        where TEvent : class;

    /// <summary>Starts an instance for every event of a type, from the event and what came with it: headers, ids, time.</summary>
    /// <typeparam name="TEvent">Type of the message, as it is published on the bus.</typeparam>
    /// <param name="createState">Makes the starting state.</param>
    void StartedBy<TEvent>(Func<TEvent, EventContext, TState> createState)
        where TEvent : class;

    /// <summary>Allows one live instance per key.</summary>
    /// <param name="key">
    /// Takes the key from the starting state. Null: it has none, and there may be any number of such instances. An empty or blank text or an empty Guid, alone or in a
    /// tuple or record, is no key but a value that was forgotten: the start is refused. Zero is a key.
    /// </param>
    /// <param name="onDuplicate">What becomes of a second start while the first instance lives.</param>
    /// <param name="label">How the key is shown. Default: the expression itself.</param>
    /// <typeparam name="TKey">As for the keys of events: a text, Guid, number, enum, time, or a tuple or record of these.</typeparam>
    void UniqueBy<TKey>(Func<TState, TKey> key, DuplicateAction onDuplicate = DuplicateAction.Refuse, [CallerArgumentExpression(nameof(key))] string? label = null);

    /// <summary>Limits the life of an instance, from its start.</summary>
    /// <param name="timeout">How long. More than zero.</param>
    /// <param name="action">What happens then.</param>
    void TimeoutAfter(TimeSpan timeout, TimeoutAction action = TimeoutAction.Fail);

    /// <summary>What happens when a step has failed for good, where neither the step nor the type of the exception has a rule. The last such rule counts.</summary>
    void OnError(ErrorAction action);

    /// <summary>The same, for one type of exception and those derived from it. The rule for the nearest type holds; among equals the last.</summary>
    void OnError<TException>(ErrorAction action)
        where TException : Exception;

    /// <summary>
    /// Sends a message for every step, instead of running steps that follow one another, or the start of the instance, under one delivery.
    /// Spreads the steps of one instance over the processes; costs a hop through the broker per step.
    /// </summary>
    void MessagePerStep();
}
