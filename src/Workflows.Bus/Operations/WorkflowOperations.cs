using System.Text.Json;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Runs operators' commands on instances of workflows that are registered here.</summary>
internal sealed class WorkflowOperations(TransitionRunner runner, EffectDispatcher effects, WorkflowRegistry registry, IInstanceGateway gateway, EngineJson json)
{
    /// <exception cref="WorkflowRefusedException">There is no such instance, or its status does not allow it.</exception>
    public async Task<WorkflowOperationAccepted> RunAsync(Guid instanceId, Trigger trigger, bool redelivered, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(instanceId, trigger, cancellationToken);
        if (outcome.Instance is not { } instance)
            throw NotFound(instanceId);

        if (outcome.Decision is Refused refused)
            throw new WorkflowRefusedException(refused.Refusal, refused.Message, instanceId);

        if (outcome.Transition is { } transition)
            await effects.DispatchUnguardedAsync(transition, cancellationToken);
        else if (outcome.MayHaveCommitted || redelivered)
            await effects.RedispatchAsync(instance, cancellationToken);

        return new WorkflowOperationAccepted(instanceId, instance.Status);
    }

    /// <summary>Makes the trigger of a command.</summary>
    /// <exception cref="WorkflowRefusedException">The command is malformed.</exception>
    public async Task<Trigger> TriggerOfAsync(IWorkflowOperation command, Guid commandId, CancellationToken cancellationToken)
    {
        var actor = OperationText.Checked("actor", command.Actor, OperationText.MaxActor);
        var reason = OperationText.Checked("reason", command.Reason, OperationText.MaxReason);
        return command switch
        {
            PauseWorkflow => new PauseTrigger(actor, reason) { CommandId = commandId, JobId = command.JobId },
            ResumeWorkflow => new ResumeTrigger(actor, reason) { CommandId = commandId, JobId = command.JobId },
            CancelWorkflow => new CancelTrigger(actor, reason) { CommandId = commandId, JobId = command.JobId },
            RetryWorkflow => new RetryTrigger(actor, reason) { CommandId = commandId, JobId = command.JobId },
            SkipWorkflowStep skip => new SkipTrigger(skip.Result, actor, reason) { CommandId = commandId, JobId = command.JobId },
            RewindWorkflow rewind => new RewindTrigger(rewind.Node, actor, reason) { CommandId = commandId, JobId = command.JobId },
            SendWorkflowEvent sent => await EventOfAsync(sent, commandId, actor, reason, cancellationToken),
            _ => throw new InvalidOperationException($"There is no operation {command.GetType().Name}."),
        };
    }

    public static WorkflowRefusedException NotFound(Guid instanceId) =>
        new(WorkflowRefusal.InstanceNotFound, $"There is no instance {instanceId}.", instanceId);

    private async Task<EventTrigger> EventOfAsync(SendWorkflowEvent command, Guid commandId, string? actor, string? reason, CancellationToken cancellationToken)
    {
        var instance = await gateway.LoadAsync(command.InstanceId, cancellationToken) ?? throw NotFound(command.InstanceId);
        var type = registry.GetEventType(instance.Workflow, command.MessageType ?? "");
        try
        {
            var body = command.Body ?? "";
            WorkflowJson.ThrowIfNullCharacter(body, "The event");
            return new EventTrigger
            {
                EventId = command.EventId ?? commandId,
                EventType = type,
                Event = json.Events.Deserialize(body, type),
                IsDirect = true,
                Actor = actor,
                Reason = reason,
                JobId = command.JobId,
            };
        }
        catch (Exception exception) when (exception is JsonException or UnstorableException)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The event is not a {type.Name}: {exception.Message}", command.InstanceId);
        }
    }
}
