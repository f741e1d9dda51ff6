using System.Text.Json;
using Workflows.Contracts;

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

    public Task<WorkflowOperationAccepted> SendEventAsync(Guid instanceId, object message, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The dashboard knows no message types.");

    public Task<WorkflowOperationAccepted> SendEventAsync(Guid instanceId, string messageType, string body, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        Run("SendEvent", instanceId, operation, instance => FakeRules.Take(instance, messageType, body, operation));

    public Task<WorkflowOperationAccepted> PauseAsync(Guid instanceId, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        Run("Pause", instanceId, operation, instance => FakeRules.Pause(instance, operation));

    public Task<WorkflowOperationAccepted> ResumeAsync(Guid instanceId, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        Run("Resume", instanceId, operation, instance => FakeRules.Resume(instance, operation));

    public Task<WorkflowOperationAccepted> CancelAsync(Guid instanceId, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        Run("Cancel", instanceId, operation, instance => FakeRules.Cancel(instance, operation));

    public Task<WorkflowOperationAccepted> RetryAsync(Guid instanceId, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        Run("Retry", instanceId, operation, instance => FakeRules.Retry(instance, operation));

    public Task<WorkflowOperationAccepted> SkipAsync(Guid instanceId, string? result = null, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        Run("Skip", instanceId, operation, instance => FakeRules.Skip(instance, operation));

    public Task<WorkflowOperationAccepted> RewindAsync(Guid instanceId, string node, OperationOptions? operation = null, CancellationToken cancellationToken = default) =>
        Run("Rewind", instanceId, operation, instance => FakeRules.Rewind(instance, node, operation));

    public Task<WorkflowResult> WaitForResultAsync(Guid instanceId, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The dashboard does not wait.");

    private Task<WorkflowOperationAccepted> Run(string name, Guid id, OperationOptions? operation, Action<FakeInstance> change)
    {
        world.Ask(name);
        return Task.FromResult(world.Operate(name, id, operation, null, change));
    }
}
