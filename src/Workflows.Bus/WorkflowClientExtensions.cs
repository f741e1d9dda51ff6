using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Operations;

namespace Workflows;

/// <summary>Starts workflows by their class, and reads states as their class.</summary>
public static class WorkflowClientExtensions
{
    /// <summary>Starts an instance of a workflow class, by the name that the class has in the store.</summary>
    /// <typeparam name="TWorkflow">The workflow, in any version: new instances start on the newest.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="state">The starting state: the definition's state class, or JSON.</param>
    /// <param name="options">Id, key, tags, start time, who and why.</param>
    /// <param name="cancellationToken">Stops waiting for the commit, not the commit.</param>
    /// <exception cref="WorkflowRefusedException">Unknown workflow, malformed state or options, or the key is taken.</exception>
    public static Task<WorkflowStartAccepted> StartAsync<TWorkflow>(this IWorkflowClient client, object state, StartOptions? options = null, CancellationToken cancellationToken = default)
        where TWorkflow : Workflow
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.StartAsync(WorkflowIdentity.Of(typeof(TWorkflow)).Name, state, options, cancellationToken);
    }

    /// <summary>Waits until an instance has ended, and reads its state.</summary>
    /// <typeparam name="TState">State class of the workflow.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="timeout">How long to wait; zero: look once. Default, and <see cref="Timeout.InfiniteTimeSpan"/>: until <paramref name="cancellationToken"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The result; its status is not terminal when the time ran out first.</returns>
    /// <exception cref="WorkflowRefusedException">No such instance.</exception>
    /// <exception cref="System.Text.Json.JsonException">The state is not one of <typeparamref name="TState"/>.</exception>
    public static async Task<WorkflowResult<TState>> WaitForResultAsync<TState>(this IWorkflowClient client, Guid instanceId, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TState : class
    {
        ArgumentNullException.ThrowIfNull(client);
        var result = await client.WaitForResultAsync(instanceId, timeout, cancellationToken);
        return new WorkflowResult<TState>(result.InstanceId, result.Status, client.ReadState<TState>(result.State), result.Error);
    }

    /// <summary>
    /// Reads a state that is given as JSON text, such as <see cref="WorkflowResult.State"/> and <see cref="WorkflowDetails.State"/>, with the settings of <c>ConfigureJson</c>. A client that
    /// is not the one of the container, such as a substitute in a test, reads with the default settings.
    /// </summary>
    /// <typeparam name="TState">State class of the workflow.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="state">The state as JSON text.</param>
    /// <exception cref="System.Text.Json.JsonException">The text is not a state of <typeparamref name="TState"/>.</exception>
    public static TState ReadState<TState>(this IWorkflowClient client, string state)
        where TState : class
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(state);
        return (TState)StateReader.Read(client, state, typeof(TState));
    }
}
