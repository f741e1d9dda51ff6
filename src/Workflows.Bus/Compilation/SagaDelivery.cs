using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Operations;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>One message at the endpoint of a workflow: to its instance, or as an event to those that it starts and that wait for it.</summary>
internal sealed class SagaDelivery(TransitionRunner runner, EffectDispatcher effects, EventRouter router, WorkflowStarter starter, WorkflowRegistry registry, ILogger<SagaDelivery> logger)
{
    /// <summary>Takes a session through MassTransit's state machine.</summary>
    public delegate Task Pass(SagaSession session);

    /// <returns>Whether the trigger was for the instance: it changed it, or was known, refused or passed over.</returns>
    public async Task<bool> ToInstanceAsync(Guid instanceId, Trigger trigger, Pass pass, ConsumeContext context)
    {
        var outcome = await RunAsync(instanceId, trigger, pass, context.CancellationToken);
        if (outcome.Transition is not { } transition)
        {
            await UnchangedAsync(outcome, trigger, context);
            return outcome.Decision is not (null or Ignored { IsUnmatched: true });
        }

        await effects.DispatchAsync(transition, null, context.CancellationToken);
        return true;
    }

    public async Task RedriveAsync(Guid instanceId, Pass pass, ConsumeContext context)
    {
        var outcome = await RunAsync(instanceId, new RedriveTrigger(), pass, context.CancellationToken);
        if (outcome.Transition is not { } transition)
            return;

        await effects.DispatchAsync(transition, null, context.CancellationToken);
        await effects.WakeAgainAsync(transition.Instance, context.CancellationToken);
    }

    public async Task EventAsync(WorkflowPlan plan, Type eventType, object message, Pass pass, ConsumeContext context)
    {
        var eventId = context.MessageId ?? NewId.NextGuid();
        if (registry.IsLatest(plan) && plan.StartedBy.FirstOrDefault(start => start.EventType == eventType) is { } start)
            await StartAsync(plan, start, eventId, message, pass, context);

        var trigger = new EventTrigger { EventId = eventId, EventType = eventType, Event = message };
        var delivered = new DeliveredEvent(plan, eventType, eventId, message, context.ReceiveContext.Redelivered);
        await router.RouteAsync(delivered, id => ToInstanceAsync(id, trigger, pass, context), id => ResumeAsync(id, context.CancellationToken), context.CancellationToken);
    }

    /// <summary>Does again what follows from an instance as it stands.</summary>
    private async Task ResumeAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(instanceId, _ => new ValueTask<Decision?>(result: null), cancellationToken);
        if (outcome.Instance is { } instance)
            await effects.RedispatchAsync(instance, cancellationToken);
    }

    private async Task StartAsync(WorkflowPlan plan, StartEvent start, Guid eventId, object message, Pass pass, ConsumeContext context)
    {
        var instanceId = DeterministicId.OfStart(plan.Name, eventId);
        var trigger = new StartTrigger
        {
            State = start.CreateState(message),
            EventType = start.EventType.FullName,
            EventId = eventId,
            TraceParent = System.Diagnostics.Activity.Current?.Id,
        };

        try
        {
            await starter.StartAsync(plan, instanceId, trigger, (instance, decide) => PassAsync(instanceId, instance, decide, pass), context.ReceiveContext.Redelivered, context.CancellationToken);
        }
        catch (WorkflowRefusedException exception) when (exception.Refusal == WorkflowRefusal.DuplicateKey)
        {
            RuntimeLog.StartDropped(logger, plan.Name, start.EventType.Name, exception.Message);
        }
    }

    private ValueTask<RunOutcome> RunAsync(Guid instanceId, Trigger trigger, Pass pass, CancellationToken cancellationToken) =>
        runner.RunAsync(
            instanceId,
            instance => instance is null
                ? new ValueTask<Decision?>(result: null)
                : PassAsync(instanceId, instance, known => runner.Decide(known!, trigger), pass),
            cancellationToken);

    private static async ValueTask<Decision?> PassAsync(Guid instanceId, WorkflowInstance? instance, Func<WorkflowInstance?, Decision?> decide, Pass pass)
    {
        var session = new SagaSession(instanceId, instance, decide);
        await pass(session);
        return session.Decision;
    }

    /// <summary>
    /// A message that is delivered again, or that met a conflict, may have been committed by a process that died before it did what follows from it.
    /// </summary>
    private async Task UnchangedAsync(RunOutcome outcome, Trigger trigger, ConsumeContext context)
    {
        if (outcome.Instance is not { } instance)
            return;

        if (context.ReceiveContext.Redelivered || outcome.MayHaveCommitted)
            await effects.RedispatchAsync(instance, context.CancellationToken);
        else if (outcome.Decision is Ignored ignored)
            RuntimeLog.Ignored(logger, trigger.GetType().Name, instance.Id, ignored.Why);
    }
}
