namespace Workflows;

/// <summary>Takes the events that a wait is for: at least two, each of another type.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
public interface IEventSetBuilder<TState>
    where TState : class
{
    /// <summary>One of the events.</summary>
    /// <typeparam name="TEvent">Type of the message, as it is published on the bus.</typeparam>
    IAwaitedEventBuilder<TState, TEvent> For<TEvent>()
        where TEvent : class;
}
