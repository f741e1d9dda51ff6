using MassTransit;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Kinds;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>The client of a process that has the store: commands are committed here where the workflow is registered here, else sent to where it is.</summary>
internal sealed class WorkflowClient(WorkflowCommands commands, IWorkflowStore store, ResultWait results, DefinitionReading definitions, EngineJson json) : IWorkflowClient, IStateReader
{
    public const int MaxList = 500;
    public const int MaxJournal = 1_000;

    public Task<WorkflowStartAccepted> StartAsync(string workflow, object state, StartOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(state);
        return commands.StartAsync(workflow, state, options ?? new StartOptions(), cancellationToken);
    }

    public async Task<WorkflowDetails?> GetAsync(Guid instanceId, CancellationToken cancellationToken = default) =>
        await store.GetAsync(instanceId, cancellationToken) is { } details ? await definitions.WithBlockerAsync(details, cancellationToken) : null;

    public async Task<WorkflowPage<WorkflowSummary>> ListAsync(WorkflowFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit, MaxList);
        var rows = await store.ListAsync(filter ?? new WorkflowFilter(), CursorText.Parse(after), limit + 1, cancellationToken);
        var items = rows.Take(limit).ToArray();
        return new WorkflowPage<WorkflowSummary>(items, rows.Count > limit ? CursorText.Of(items[^1]) : null);
    }

    public async Task<WorkflowPage<WorkflowJournalEntry>> GetJournalAsync(Guid instanceId, int after = 0, int limit = 200, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit, MaxJournal);
        var rows = await store.GetJournalAsync(instanceId, after, limit + 1, cancellationToken);
        if (rows.Count == 0 && await store.GetAsync(instanceId, cancellationToken) is null)
            throw WorkflowOperations.NotFound(instanceId);

        var items = rows.Take(limit).ToArray();
        var next = rows.Count > limit ? items[^1].Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return new WorkflowPage<WorkflowJournalEntry>(items, next);
    }

    public Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken = default) => definitions.ListAsync(cancellationToken);

    public async Task<WorkflowOperationAccepted> SendEventAsync(Guid instanceId, object message, OperationOptions? operation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            var body = json.Events.Serialize(message, message.GetType());
            return await SendEventAsync(instanceId, message.GetType().ToString(), MessageName.TryOf(message.GetType()), body, operation, cancellationToken);
        }
        catch (UnstorableException exception)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The event cannot be sent: {exception.Message}", instanceId);
        }
    }

    public Task<WorkflowOperationAccepted> SendEventAsync(Guid instanceId, string messageType, string body, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        SendEventAsync(instanceId, messageType, null, body, operation, cancellationToken);

    private Task<WorkflowOperationAccepted> SendEventAsync(Guid instanceId, string messageType, string? urn, string body, OperationOptions? operation, CancellationToken cancellationToken) =>
        commands.RunAsync(new SendWorkflowEvent
        {
            InstanceId = instanceId,
            EventId = NewId.NextGuid(),
            MessageType = messageType,
            MessageUrn = urn,
            Body = body,
            Actor = operation?.Actor,
            Reason = operation?.Reason,
            JobId = operation?.JobId,
        }, cancellationToken);

    public Task<WorkflowOperationAccepted> RunAsync(IWorkflowOperation operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (OperationKinds.All.All(kind => kind.Command != operation.GetType()))
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"Expected one of {string.Join(", ", OperationKinds.All.Select(kind => kind.Command.Name))}, but it is a {operation.GetType()}.", operation.InstanceId);

        return commands.RunAsync(operation, cancellationToken);
    }

    public Task<WorkflowResult> WaitForResultAsync(Guid instanceId, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        results.ForAsync(instanceId, timeout, cancellationToken);

    public object ReadState(string state, Type type) => json.States.Deserialize(state, type);

    private static void CheckLimit(int limit, int max)
    {
        if (limit < 1 || limit > max)
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The limit must be 1 to {max}, but it is {limit}.");
    }
}
