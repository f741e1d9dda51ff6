using System.Runtime.CompilerServices;

namespace Workflows;

/// <summary>Takes the nodes of a sequence: the workflow itself or one of its branches.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
public interface IBlockBuilder<TState>
    where TState : class
{
    /// <summary>A step whose code is a class from the container.</summary>
    /// <typeparam name="TStep">The class.</typeparam>
    /// <param name="name">Name of the node. Default: the class name without the ending <c>Step</c>.</param>
    IStepBuilder<TState> Step<TStep>(string? name = null)
        where TStep : class, IStep<TState>;

    /// <summary>A step whose code stands here.</summary>
    /// <param name="name">Name of the node.</param>
    /// <param name="execute">The code.</param>
    IStepBuilder<TState> Step(string name, Func<StepContext<TState>, Task> execute);

    /// <summary>A step whose code stands here and takes a service from the container.</summary>
    IStepBuilder<TState> Step<T1>(string name, Func<StepContext<TState>, T1, Task> execute)
        where T1 : notnull;

    /// <summary>A step whose code stands here and takes two services from the container.</summary>
    IStepBuilder<TState> Step<T1, T2>(string name, Func<StepContext<TState>, T1, T2, Task> execute)
        where T1 : notnull
        where T2 : notnull;

    /// <summary>A step whose code stands here and takes three services from the container.</summary>
    IStepBuilder<TState> Step<T1, T2, T3>(string name, Func<StepContext<TState>, T1, T2, T3, Task> execute)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull;

    /// <summary>Sleeps for a time, from the moment the node is reached. It survives every restart.</summary>
    /// <param name="name">Name of the node.</param>
    /// <param name="duration">How long. Zero or less: goes on at once.</param>
    void Sleep(string name, TimeSpan duration);

    /// <summary>Sleeps for a time computed from the state when the node is reached.</summary>
    void Sleep(string name, Func<TState, TimeSpan> duration);

    /// <summary>Sleeps until a moment. A past one: goes on at once.</summary>
    void SleepUntil(string name, DateTimeOffset wakeAt);

    /// <summary>Sleeps until a moment computed from the state when the node is reached.</summary>
    void SleepUntil(string name, Func<TState, DateTimeOffset> wakeAt);

    /// <summary>
    /// Waits for an integration event. It listens from the moment its key is known, so an event that comes before the wait is reached is kept for it.
    /// </summary>
    /// <typeparam name="TEvent">Type of the message, as it is published on the bus.</typeparam>
    /// <param name="name">Name of the node.</param>
    IWaitBuilder<TState, TEvent> WaitFor<TEvent>(string name)
        where TEvent : class;

    /// <summary>
    /// Waits for the first of several events: it wins, the others are no longer waited for and change nothing. It listens for each as
    /// <see cref="WaitFor{TEvent}"/> does.
    /// </summary>
    /// <param name="name">Name of the node.</param>
    /// <param name="events">Takes the events: at least two, each of another type.</param>
    IWaitLimitBuilder<TState> WaitForAny(string name, Action<IEventSetBuilder<TState>> events);

    /// <summary>
    /// Waits for several events, each once, in whatever order they come, and goes on when the last is there. What each brings is applied to the state as it
    /// comes. It listens for each as <see cref="WaitFor{TEvent}"/> does.
    /// </summary>
    /// <param name="name">Name of the node.</param>
    /// <param name="events">Takes the events: at least two, each of another type.</param>
    IWaitLimitBuilder<TState> WaitForAll(string name, Action<IEventSetBuilder<TState>> events);

    /// <summary>Takes one of two ways, then goes on behind both.</summary>
    /// <param name="condition">Decides, from the state. It must not change it.</param>
    /// <param name="then">The way when it holds.</param>
    /// <param name="name">Name of the node. Default: <c>if-1</c>, <c>if-2</c>... in the order of the definition.</param>
    /// <param name="label">Text of the condition for graphs; filled in by the compiler.</param>
    IBranchBuilder<TState> If(
        Func<TState, bool> condition,
        Action<IBlockBuilder<TState>> then,
        string? name = null,
        [CallerArgumentExpression(nameof(condition))] string? label = null);

    /// <summary>Completes the instance here.</summary>
    /// <param name="name">Name of the node. Default: <c>finish-1</c>...</param>
    void Finish(string? name = null);

    /// <summary>Ends the instance as Failed here.</summary>
    /// <param name="reason">Why, for the journal.</param>
    /// <param name="name">Name of the node. Default: <c>fail-1</c>...</param>
    void Fail(string reason, string? name = null);

    /// <summary>Ends the instance as Failed here.</summary>
    /// <param name="reason">Why, computed from the state.</param>
    /// <param name="name">Name of the node. Default: <c>fail-1</c>...</param>
    void Fail(Func<TState, string> reason, string? name = null);
}
