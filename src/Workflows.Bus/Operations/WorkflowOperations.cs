using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Runs operators' commands on instances of workflows that are registered here.</summary>
internal sealed class WorkflowOperations(TransitionRunner runner, EffectDispatcher effects, SentEvents events, IInstanceGateway gateway)
{
    /// <exception cref="WorkflowRefusedException">There is no such instance, or its status does not allow it.</exception>
    public async Task<WorkflowOperationAccepted> RunAsync(Guid instanceId, Trigger trigger, bool redelivered, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(instanceId, trigger, cancellationToken);
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
        return command is SendWorkflowEvent sent
            ? await events.TriggerOfAsync(sent, commandId, actor, reason, cancellationToken)
            : OperationRules.Of(command).TriggerOf(command, actor, reason) with { CommandId = commandId, JobId = command.JobId };
    }

    public static WorkflowRefusedException NotFound(Guid instanceId) =>
        new(WorkflowRefusal.InstanceNotFound, $"There is no instance {instanceId}.", instanceId);

    /// <summary>How far back a rewind may go is read anew whenever the instance is: it may have moved on meanwhile.</summary>
    private ValueTask<RunOutcome> RunAsync(Guid instanceId, Trigger trigger, CancellationToken cancellationToken) => trigger is not RewindTrigger rewind
        ? runner.RunAsync(instanceId, trigger, cancellationToken)
        : runner.RunAsync(
            instanceId,
            async instance => instance is null ? null : runner.Decide(instance, rewind with { Passed = await gateway.ReadPassedNodesAsync(instanceId, cancellationToken) }),
            cancellationToken);
}
