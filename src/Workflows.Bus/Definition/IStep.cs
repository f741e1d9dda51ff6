namespace Workflows;

/// <summary>User code with a durable outcome. Resolved from the container, in a scope of its own for every attempt.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
public interface IStep<TState>
    where TState : class
{
    /// <summary>
    /// Runs one attempt. Changes to <see cref="StepContext{TState}.State"/> are stored when it returns, together with the fact that it ran.
    /// It may run again after a crash: use <see cref="StepContext.IdempotencyKey"/> towards the outside world.
    /// </summary>
    /// <param name="context">State, identity and outcome of the attempt.</param>
    Task Execute(StepContext<TState> context);
}
