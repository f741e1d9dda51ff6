namespace Workflows;

/// <summary>Settings of a step.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
public interface IStepBuilder<TState>
    where TState : class
{
    /// <summary>Tries again after a failure. Default: one attempt.</summary>
    IStepBuilder<TState> Retry(Action<IRetryBuilder> configure);

    /// <summary>Fails the attempt when it runs longer. Its CancellationToken is signaled; an attempt that does not heed it is abandoned.</summary>
    /// <param name="timeout">More than zero, at most 24 days. Default: none.</param>
    IStepBuilder<TState> Timeout(TimeSpan timeout);

    /// <summary>What happens when the step has failed for good, where no rule for the type of the exception holds. The last such rule counts.</summary>
    IStepBuilder<TState> OnError(ErrorAction action);

    /// <summary>The same, for one type of exception and those derived from it. The rule for the nearest type holds; among equals the last.</summary>
    IStepBuilder<TState> OnError<TException>(ErrorAction action)
        where TException : Exception;

    /// <summary>Runs the step on a queue of its own name, with settings of its own (see <c>ConfigureStepQueue</c> at the registration).</summary>
    /// <param name="name">Name of the queue, formatted like every endpoint name of the bus. Default: the step queue of the workflow.</param>
    IStepBuilder<TState> OnQueue(string name);

    /// <summary>Always sends a message for this step, instead of running it under the delivery of the step before, or of the event that started the instance.</summary>
    IStepBuilder<TState> MessagePerStep();
}
