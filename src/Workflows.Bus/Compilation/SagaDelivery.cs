using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Operations;
using Workflows.Runtime;
using Workflows.Steps;

namespace Workflows.Compilation;

/// <summary>One message at the endpoint of a workflow: to its instance, or as an event to those that it starts and that wait for it.</summary>
internal sealed class SagaDelivery(TransitionRunner runner, EffectDispatcher effects, EventRouter router, WorkflowStarter starter, FirstSteps firstSteps, OtherVersions others, ILogger<SagaDelivery> logger)
{
    /// <summary>Takes a session through MassTransit's state machine.</summary>
    public delegate Task Pass(SagaSession session);

    public async Task ToInstanceAsync<T>(Guid instanceId, Trigger trigger, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        var outcome = await RunAsync(instanceId, trigger, pass, context, other => others.Take(other, context));
        if (outcome is { Decision: null, Instance: { } other })
            await others.PassOnAsync(other, context);
        else
            await FollowUpAsync(outcome, trigger, context);
    }

    public async Task RedriveAsync<T>(Guid instanceId, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        var outcome = await RunAsync(instanceId, new RedriveTrigger(), pass, context, other => others.Take(other, context));
        if (outcome is { Decision: null, Instance: { } other })
            await others.PassOnAsync(other, context);

        if (outcome.Transition is not { } transition)
            return;

        await effects.DispatchAsync(transition, null, context.CancellationToken);
        await effects.WakeAgainAsync(transition.Instance, context.CancellationToken);
    }

    /// <param name="plan">The definition at whose endpoint the event came.</param>
    /// <param name="start">What the event starts there; null: nothing.</param>
    /// <param name="pass">Takes a session through the state machine.</param>
    /// <param name="context">The event.</param>
    public async Task EventAsync<T>(WorkflowPlan plan, StartEvent? start, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        var eventId = context.IdentityOf();
        using var slot = start is null || context.IsRepeated() ? null : await firstSteps.TryReserveAsync(plan, context.CancellationToken);
        var begun = start is null ? null : await StartAsync(plan, start, eventId, slot is null ? null : Token.Start, pass, context);

        // Side by side: a long step keeps the event from nobody, and what becomes of the event does not keep the step from going on.
        var routing = RouteAsync(plan, eventId, pass, context);
        var going = start is null ? Task.CompletedTask : GoOnAsync(plan, eventId, begun, context);
        await Task.WhenAll(routing, going);
    }

    /// <summary>The instance that the event started goes on under its delivery, or goes on again.</summary>
    private Task GoOnAsync(WorkflowPlan plan, Guid eventId, WorkflowInstance? begun, ConsumeContext context)
    {
        if (context.IsRepeated())
            return firstSteps.TakeOverAsync(plan, DeterministicId.OfStart(plan.Name, eventId), context.CancellationToken);

        return begun is null ? Task.CompletedTask : firstSteps.RunAsync(plan, begun, context.CancellationToken);
    }

    private async Task RouteAsync<T>(WorkflowPlan plan, Guid eventId, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        WorkflowInstance? other = null;
        var trigger = new EventTrigger { EventId = eventId, EventType = typeof(T), Event = context.Message };
        var delivered = new DeliveredEvent(plan, typeof(T), eventId, context.Message, context.IsRepeated());
        await router.RouteAsync(delivered, OfferAsync, id => ResumeAsync(id, context.CancellationToken), context.CancellationToken);
        if (other is not null)
            await others.PassEventOnAsync(other, plan, context);

        async Task<bool> OfferAsync(Guid instanceId)
        {
            var outcome = await RunAsync(instanceId, trigger, pass, context, others.Has);
            if (outcome is { Decision: null, Instance: { } found })
            {
                other = found;
                return true;
            }

            await FollowUpAsync(outcome, trigger, context);
            return outcome.Decision is not (null or Ignored { IsUnmatched: true });
        }
    }

    /// <summary>Does again what follows from an instance as it stands.</summary>
    private async Task ResumeAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(instanceId, _ => new ValueTask<Decision?>(result: null), cancellationToken);
        if (outcome.Instance is { } instance)
            await effects.RedispatchAsync(instance, cancellationToken);
    }

    /// <returns>The instance, if this delivery stored it.</returns>
    private async Task<WorkflowInstance?> StartAsync<T>(WorkflowPlan plan, StartEvent start, Guid eventId, int? carrier, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        var instanceId = DeterministicId.OfStart(plan.Name, eventId);
        try
        {
            var trigger = new StartTrigger
            {
                State = start.CreateState(context.Message),
                EventType = start.EventType.FullName,
                EventId = eventId,
                TraceParent = System.Diagnostics.Activity.Current?.Id,
                Carrier = carrier,
            };
            var result = await starter.StartAsync(plan, instanceId, trigger, (instance, decide) => PassAsync(instanceId, instance, decide, pass), context.IsRepeated(), context.CancellationToken);
            return result.Begun;
        }
        catch (WorkflowRefusedException exception) when (exception.Refusal == WorkflowRefusal.DuplicateKey)
        {
            RuntimeLog.StartDropped(logger, plan.Name, start.EventType.Name, exception.Message);
            return null;
        }
    }

    /// <returns>Without a decision where there is no such instance, or where it is left to another process.</returns>
    private ValueTask<RunOutcome> RunAsync(Guid instanceId, Trigger trigger, Pass pass, ConsumeContext context, Func<WorkflowInstance, bool> isLeft) =>
        runner.RunAsync(
            instanceId,
            instance => instance is null || isLeft(instance)
                ? new ValueTask<Decision?>(result: null)
                : PassAsync(instanceId, instance, known => runner.Decide(known!, trigger), pass),
            context.CancellationToken);

    private static async ValueTask<Decision?> PassAsync(Guid instanceId, WorkflowInstance? instance, Func<WorkflowInstance?, Decision?> decide, Pass pass)
    {
        var session = new SagaSession(instanceId, instance, decide);
        await pass(session);
        return session.Decision;
    }

    /// <summary>
    /// A message that is delivered again, or that met a conflict, may have been committed by a process that died before it did what follows from it.
    /// </summary>
    private async Task FollowUpAsync(RunOutcome outcome, Trigger trigger, ConsumeContext context)
    {
        if (outcome.Transition is { } transition)
            await effects.DispatchAsync(transition, null, context.CancellationToken);
        else if (outcome.Instance is { } instance && (context.IsRepeated() || outcome.MayHaveCommitted))
            await effects.RedispatchAsync(instance, context.CancellationToken);
        else if (outcome is { Decision: Ignored ignored, Instance: { } unchanged })
            RuntimeLog.Ignored(logger, trigger.GetType().Name, unchanged.Id, ignored.Why);
    }
}
