using System.Text.Json;
using MassTransit;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Commits commands in this process.</summary>
internal sealed class LocalCommands(WorkflowRegistry registry, WorkflowStarter starter, WorkflowOperations operations, EngineJson json) : ILocalCommands
{
    public bool CanObey => true;

    public async Task<WorkflowStartAccepted> StartAsync(string workflow, object state, StartOptions options, CancellationToken cancellationToken)
    {
        var plan = registry.GetLatest(workflow);
        var result = await starter.StartAsync(plan, options.InstanceId ?? NewId.NextGuid(), TriggerOf(plan, state, options, isUnguarded: true), null, false, cancellationToken);
        return result.Accepted;
    }

    public async Task<WorkflowStartAccepted> StartAsync(StartWorkflow command, Guid messageId, bool redelivered, CancellationToken cancellationToken)
    {
        var plan = registry.GetLatest(command.Workflow ?? "");
        var options = new StartOptions { Key = command.Key, Tags = command.Tags, Headers = command.Headers, StartAt = command.StartAt, Actor = command.Actor, Reason = command.Reason };
        var instanceId = command.InstanceId ?? DeterministicId.OfStart(plan.Name, messageId);
        var result = await starter.StartAsync(plan, instanceId, TriggerOf(plan, command.State ?? "", options, isUnguarded: false), null, redelivered, cancellationToken);
        return result.Accepted;
    }

    public async Task<WorkflowOperationAccepted> RunAsync(IWorkflowOperation command, Guid commandId, bool redelivered, CancellationToken cancellationToken) =>
        await operations.RunAsync(command.InstanceId, await operations.TriggerOfAsync(command, commandId, cancellationToken), redelivered, cancellationToken);

    private StartTrigger TriggerOf(WorkflowPlan plan, object state, StartOptions options, bool isUnguarded) => new()
    {
        State = StateOf(plan, state),
        Key = options.Key,
        Tags = options.Tags,
        Headers = options.Headers,
        StartAt = options.StartAt,
        Actor = OperationText.Checked("actor", options.Actor, OperationText.MaxActor),
        Reason = OperationText.Checked("reason", options.Reason, OperationText.MaxReason),
        TraceParent = System.Diagnostics.Activity.Current?.Id,
        IsUnguarded = isUnguarded,
    };

    private object StateOf(WorkflowPlan plan, object state)
    {
        if (plan.StateType.IsInstanceOfType(state))
            return state;

        var text = state switch
        {
            string given => given,
            JsonElement element => element.GetRawText(),
            _ => throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"{plan.Name} starts with a state of type {plan.StateType.Name}, but it was given one of type {state.GetType().Name}."),
        };

        try
        {
            WorkflowJson.ThrowIfNullCharacter(text, "The starting state");
            var read = json.States.Deserialize(text, plan.StateType);
            UnknownMembers.Refuse(text, plan.StateType, json.States.Options);
            return read;
        }
        catch (Exception exception) when (exception is JsonException or UnstorableException)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The starting state of {plan.Name} must be a JSON object for {plan.StateType.Name}: {ErrorText.Clean(exception.Message)}");
        }
    }
}
