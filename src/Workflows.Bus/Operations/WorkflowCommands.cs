using System.Text.Json;
using MassTransit;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Runs commands: here where the workflow is registered here; else by asking the process where it is.</summary>
internal sealed class WorkflowCommands(WorkflowRegistry registry, WorkflowStarter starter, WorkflowOperations operations, CommandForwarder forwarder, EngineJson json)
{
    public async Task<WorkflowStartAccepted> StartAsync(string workflow, object state, StartOptions options, CancellationToken cancellationToken)
    {
        if (registry.FindLatest(workflow) is { } plan)
        {
            var instanceId = options.InstanceId ?? NewId.NextGuid();
            return await starter.StartAsync(plan, instanceId, TriggerOf(plan, state, options, isUnguarded: true), null, false, cancellationToken);
        }

        return await forwarder.StartAsync(new StartWorkflow
        {
            Workflow = workflow,
            State = state as string ?? JsonSerializer.Serialize(state, state.GetType(), json.States.Options),
            InstanceId = options.InstanceId ?? NewId.NextGuid(),
            Key = options.Key,
            Tags = options.Tags,
            StartAt = options.StartAt,
            Actor = options.Actor,
            Reason = options.Reason,
        }, cancellationToken) ?? throw new WorkflowRefusedException(WorkflowRefusal.UnknownWorkflow, registry.UnknownSentence(workflow));
    }

    public Task<WorkflowOperationAccepted> RunAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IWorkflowOperation => RunAsync(command, NewId.NextGuid(), false, cancellationToken);

    /// <summary>A command that may have come before, under the same id, from a process that died behind it: then what follows from it is sent again.</summary>
    public Task<WorkflowOperationAccepted> RepeatAsync<TCommand>(TCommand command, Guid commandId, CancellationToken cancellationToken)
        where TCommand : class, IWorkflowOperation => RunAsync(command, commandId, true, cancellationToken);

    /// <summary>A start that came as a message: delivered again if the process dies.</summary>
    public Task<WorkflowStartAccepted> StartHereAsync(StartWorkflow command, Guid messageId, bool redelivered, CancellationToken cancellationToken)
    {
        var plan = registry.GetLatest(command.Workflow ?? "");
        var options = new StartOptions { Key = command.Key, Tags = command.Tags, StartAt = command.StartAt, Actor = command.Actor, Reason = command.Reason };
        var instanceId = command.InstanceId ?? DeterministicId.OfStart(plan.Name, messageId);
        return starter.StartAsync(plan, instanceId, TriggerOf(plan, command.State ?? "", options, isUnguarded: false), null, redelivered, cancellationToken);
    }

    /// <param name="command">The command.</param>
    /// <param name="commandId">The instance obeys it once.</param>
    /// <param name="redelivered">It came before, to a process that may have died before it could send what follows.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<WorkflowOperationAccepted> RunHereAsync(IWorkflowOperation command, Guid commandId, bool redelivered, CancellationToken cancellationToken) =>
        await operations.RunAsync(command.InstanceId, await operations.TriggerOfAsync(command, commandId, cancellationToken), redelivered, cancellationToken);

    private async Task<WorkflowOperationAccepted> RunAsync<TCommand>(TCommand command, Guid commandId, bool isRepeated, CancellationToken cancellationToken)
        where TCommand : class, IWorkflowOperation =>
        await forwarder.RunAsync(command, commandId, cancellationToken) ?? await RunHereAsync(command, commandId, isRepeated, cancellationToken);

    private StartTrigger TriggerOf(WorkflowPlan plan, object state, StartOptions options, bool isUnguarded) => new()
    {
        State = StateOf(plan, state),
        Key = options.Key,
        Tags = options.Tags,
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
            _ => throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"{plan.Name} starts with a {plan.StateType.Name}, but it was given a {state.GetType().Name}."),
        };

        try
        {
            WorkflowJson.ThrowIfNullCharacter(text, "The starting state");
            return json.States.Deserialize(text, plan.StateType);
        }
        catch (Exception exception) when (exception is JsonException or UnstorableException)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The starting state of {plan.Name} must be a JSON object for {plan.StateType.Name}: {ErrorText.Clean(exception.Message)}");
        }
    }
}
