using System.Text.Json;
using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>Operations on the made-up world, refused by the same rules as the engine's.</summary>
internal sealed class FakeClient(FakeWorld world) : IWorkflowClient
{
    public Task<WorkflowStartAccepted> StartAsync(string workflow, object state, StartOptions? options = null, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(StartAsync));
        if (world.Definitions.LastOrDefault(known => known.Name == workflow) is not { } definition)
            throw new WorkflowRefusedException(WorkflowRefusal.UnknownWorkflow, $"No workflow '{workflow}' is registered.");

        var text = (string)state;
        try
        {
            using var parsed = JsonDocument.Parse(text);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException("expected a JSON object");
        }
        catch (JsonException exception)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The state is not a {workflow}: {exception.Message}");
        }

        var id = options?.InstanceId ?? Guid.NewGuid();
        if (world.Instances.ContainsKey(id))
            return Task.FromResult(new WorkflowStartAccepted(id, StartOutcome.AlreadyStarted));

        var instance = new FakeInstance(id, workflow, definition.Version, options?.Key, text, world.Time.GetUtcNow());
        world.Instances[id] = instance.Start(definition.Nodes[1].Name);
        world.Operate("Start", id, new OperationOptions(options?.Actor, options?.Reason), null, _ => { });
        return Task.FromResult(new WorkflowStartAccepted(id, StartOutcome.Started));
    }

    public Task<WorkflowDetails?> GetAsync(Guid instanceId, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetAsync));
        return Task.FromResult(world.Instances.GetValueOrDefault(instanceId)?.Details);
    }

    public Task<WorkflowPage<WorkflowSummary>> ListAsync(WorkflowFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The dashboard searches, it does not list.");

    public Task<WorkflowPage<WorkflowJournalEntry>> GetJournalAsync(Guid instanceId, int after = 0, int limit = 200, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetJournalAsync));
        var entries = world.Find(instanceId).Journal.Skip(after).Take(limit).ToList();
        return Task.FromResult(new WorkflowPage<WorkflowJournalEntry>(entries, null));
    }

    public Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetDefinitionsAsync));
        return Task.FromResult<IReadOnlyList<WorkflowDefinitionView>>(world.Definitions);
    }

    public Task<WorkflowOperationAccepted> RunAsync(IWorkflowOperation operation, CancellationToken cancellationToken = default)
    {
        var name = OperationKinds.Of(operation).Name;
        world.Ask(name);
        return Task.FromResult(world.Operate(name, operation.InstanceId, new OperationOptions(operation.Actor, operation.Reason), null, instance => FakeEffects.Run(operation, instance)));
    }

    public Task<WorkflowOperationAccepted> SendEventAsync(Guid instanceId, object message, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The dashboard knows no message types.");

    public Task<WorkflowOperationAccepted> SendEventAsync(Guid instanceId, string messageType, string body, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        RunAsync(new SendWorkflowEvent { InstanceId = instanceId, MessageType = messageType, Body = body, Actor = operation?.Actor, Reason = operation?.Reason }, cancellationToken);

    public Task<WorkflowResult> WaitForResultAsync(Guid instanceId, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The dashboard does not wait.");
}
