namespace Workflows.Contracts;

/// <summary>
/// Starts, finds and operates instances. Every command is committed when its task completes, and stands in the journal with actor and reason.
/// Scoped. Commands throw <see cref="WorkflowRefusedException"/>, which changes nothing, when they are refused.
/// </summary>
public interface IWorkflowClient
{
    /// <summary>Starts an instance.</summary>
    /// <param name="workflow">Name of the workflow.</param>
    /// <param name="state">The starting state: the definition's state class, or a <see cref="System.Text.Json.JsonElement"/> or JSON text in a <see cref="string"/>.</param>
    /// <param name="options">Id, key, tags, start time, who and why.</param>
    /// <param name="cancellationToken">Stops waiting for the commit, not the commit.</param>
    /// <exception cref="WorkflowRefusedException">Unknown workflow, malformed state or options, or the key is taken.</exception>
    Task<WorkflowStartAccepted> StartAsync(string workflow, object state, StartOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>One instance, or null where there is none.</summary>
    Task<WorkflowDetails?> GetAsync(Guid instanceId, CancellationToken cancellationToken = default);

    /// <summary>Instances, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 500. Default 50.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="WorkflowRefusedException">A malformed <paramref name="after"/> or <paramref name="limit"/>.</exception>
    Task<WorkflowPage<WorkflowSummary>> ListAsync(WorkflowFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>The journal of an instance, oldest entry first.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="after">Sequence number of the last entry already seen; 0: from the beginning.</param>
    /// <param name="limit">Entries in a page, 1 to 1000. Default 200.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="WorkflowRefusedException">No such instance, or a malformed limit.</exception>
    Task<WorkflowPage<WorkflowJournalEntry>> GetJournalAsync(Guid instanceId, int after = 0, int limit = 200, CancellationToken cancellationToken = default);

    /// <summary>The definitions that processes on this store have registered.</summary>
    Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Runs an operation on one instance. The operations that have a method of their own below are the same.</summary>
    /// <param name="operation">The command: one of those in <c>Workflows.Contracts</c>.</param>
    /// <param name="cancellationToken">Stops waiting for the commit, not the commit.</param>
    /// <exception cref="WorkflowRefusedException">No such instance, or it does not allow the operation as it stands: see <see cref="WorkflowDetails.Operations"/>.</exception>
    /// <exception cref="ArgumentException">There is no operation of that type.</exception>
    Task<WorkflowOperationAccepted> RunAsync(IWorkflowOperation operation, CancellationToken cancellationToken = default);

    /// <summary>Hands an event to one instance, whatever its key.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="message">The event.</param>
    /// <param name="operation">Who and why.</param>
    /// <param name="cancellationToken">Stops waiting for the commit, not the commit.</param>
    Task<WorkflowOperationAccepted> SendEventAsync(Guid instanceId, object message, OperationOptions? operation = null, CancellationToken cancellationToken = default);

    /// <summary>Hands an event to one instance, by the name of its type and its JSON text.</summary>
    Task<WorkflowOperationAccepted> SendEventAsync(Guid instanceId, string messageType, string body, OperationOptions? operation = null, CancellationToken cancellationToken = default);

    /// <summary>Holds an instance: a running step finishes, nothing further is dispatched.</summary>
    Task<WorkflowOperationAccepted> PauseAsync(Guid instanceId, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        RunAsync(new PauseWorkflow { InstanceId = instanceId, Actor = operation?.Actor, Reason = operation?.Reason, JobId = operation?.JobId }, cancellationToken);

    /// <summary>Lets a paused instance go on. What fell due meanwhile happens at once.</summary>
    Task<WorkflowOperationAccepted> ResumeAsync(Guid instanceId, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        RunAsync(new ResumeWorkflow { InstanceId = instanceId, Actor = operation?.Actor, Reason = operation?.Reason, JobId = operation?.JobId }, cancellationToken);

    /// <summary>Ends an instance for good.</summary>
    Task<WorkflowOperationAccepted> CancelAsync(Guid instanceId, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        RunAsync(new CancelWorkflow { InstanceId = instanceId, Actor = operation?.Actor, Reason = operation?.Reason, JobId = operation?.JobId }, cancellationToken);

    /// <summary>Tries again what an instance faulted on, or makes the pending attempt of a retry happen now.</summary>
    Task<WorkflowOperationAccepted> RetryAsync(Guid instanceId, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        RunAsync(new RetryWorkflow { InstanceId = instanceId, Actor = operation?.Actor, Reason = operation?.Reason, JobId = operation?.JobId }, cancellationToken);

    /// <summary>Tries again what stands on an error at one of several places, or in a scope, and leaves the others as they are.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="place">The place, or a scope around some of them.</param>
    /// <param name="operation">Who and why.</param>
    /// <param name="cancellationToken">Stops waiting for the commit, not the commit.</param>
    /// <exception cref="WorkflowRefusedException">Nothing stands on an error there, or the instance stands as a whole.</exception>
    Task<WorkflowOperationAccepted> RetryAsync(Guid instanceId, WorkflowPlace place, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        RunAsync(new RetryWorkflow { InstanceId = instanceId, Place = place.ToString(), Actor = operation?.Actor, Reason = operation?.Reason, JobId = operation?.JobId }, cancellationToken);

    /// <summary>
    /// Goes on behind the node that an instance faulted on, as if it had done its part: behind a decision on neither of its ways, behind a wait without the event
    /// and not on the way of its timeout. An instance that faulted on its end completes.
    /// </summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="result">Members to set in the state in place of what the step would have done: a JSON object as text. Null: none.</param>
    /// <param name="operation">Who and why.</param>
    /// <param name="cancellationToken">Stops waiting for the commit, not the commit.</param>
    Task<WorkflowOperationAccepted> SkipAsync(Guid instanceId, string? result = null, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        RunAsync(new SkipWorkflowStep { InstanceId = instanceId, Result = result, Actor = operation?.Actor, Reason = operation?.Reason, JobId = operation?.JobId }, cancellationToken);

    /// <summary>Goes on behind one of several places that stand on an error, or behind those in a scope, and leaves the others as they are.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="place">The place, or a scope around some of them.</param>
    /// <param name="result">Members to set in the state in place of what the step would have done: a JSON object as text. Null: none.</param>
    /// <param name="operation">Who and why.</param>
    /// <param name="cancellationToken">Stops waiting for the commit, not the commit.</param>
    /// <exception cref="WorkflowRefusedException">Nothing stands on an error there, or the instance stands as a whole.</exception>
    Task<WorkflowOperationAccepted> SkipAsync(Guid instanceId, WorkflowPlace place, string? result = null, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        RunAsync(new SkipWorkflowStep { InstanceId = instanceId, Place = place.ToString(), Result = result, Actor = operation?.Actor, Reason = operation?.Reason, JobId = operation?.JobId }, cancellationToken);

    /// <summary>
    /// Puts a faulted or paused instance back to a node that it has passed, or stands at; it goes on from there, and what is behind that node happens again.
    /// The state stays as it is.
    /// </summary>
    /// <exception cref="WorkflowRefusedException">It has not passed that node: forward it would leave out what lies between. The message names those it can go back to.</exception>
    Task<WorkflowOperationAccepted> RewindAsync(Guid instanceId, string node, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        RunAsync(new RewindWorkflow { InstanceId = instanceId, Node = node, Actor = operation?.Actor, Reason = operation?.Reason, JobId = operation?.JobId }, cancellationToken);

    /// <summary>Waits until an instance has ended.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="timeout">How long to wait; zero: look once. Default, and <see cref="Timeout.InfiniteTimeSpan"/>: until <paramref name="cancellationToken"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The result; its status is not terminal when the time ran out first.</returns>
    /// <exception cref="WorkflowRefusedException">No such instance, or a negative timeout.</exception>
    Task<WorkflowResult> WaitForResultAsync(Guid instanceId, TimeSpan? timeout = null, CancellationToken cancellationToken = default);
}
