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
internal sealed class SagaDelivery(TransitionRunner runner, EffectDispatcher effects, EventRouter router, WorkflowStarter starter, FirstSteps firstSteps, OtherVersions others, Quarantine quarantine, ILogger<SagaDelivery> logger)
{
    private readonly TransitionRunner _runner = runner;
    private readonly EffectDispatcher _effects = effects;
    private readonly OtherVersions _others = others;

    /// <summary>Takes a session through MassTransit's state machine.</summary>
    public delegate Task Pass(SagaSession session);

    /// <returns>What came of it; null: the message was passed on.</returns>
    public async Task<RunOutcome?> ToInstanceAsync<T>(Guid instanceId, Trigger trigger, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        var outcome = await RunAsync(instanceId, trigger, pass, context, other => _others.Take(other, context));
        if (outcome is { Decision: null, Instance: { } other })
        {
            await _others.PassOnAsync(other, context);
            return null;
        }

        await FollowUpAsync(outcome, trigger, context);
        return outcome;
    }

    public async Task RedriveAsync<T>(Guid instanceId, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        var outcome = await TryRedriveAsync(instanceId, pass, context);
        if (outcome is { Decision: null, Instance: { } other })
            await _others.PassOnAsync(other, context);

        if (outcome.Transition is { } transition)
            await _effects.DispatchAsync(transition, null, context.CancellationToken);

        if (outcome is { Decision: not null, Instance: { } instance })
            await _effects.WakeAgainAsync(instance, context.CancellationToken);
    }

    /// <summary>The sweeper would have it tried for ever: what nothing can be decided about is counted.</summary>
    private async Task<RunOutcome> TryRedriveAsync(Guid instanceId, Pass pass, ConsumeContext context)
    {
        try
        {
            return await RunAsync(instanceId, new RedriveTrigger(), pass, context, other => _others.Take(other, context));
        }
        catch (Exception exception) when (exception is not UnreadableRowException)
        {
            await quarantine.NoteInstanceAsync(instanceId, exception, context.CancellationToken);
            throw;
        }
    }

    /// <param name="plan">The definition at whose endpoint the event came.</param>
    /// <param name="start">What the event starts there; null: nothing.</param>
    /// <param name="pass">Takes a session through the state machine.</param>
    /// <param name="context">The event.</param>
    public async Task EventAsync<T>(WorkflowPlan plan, StartEvent? start, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        var eventId = context.IdentityOf();
        StepFilters.Under(context);
        using var slot = start is null || context.IsRepeated() ? null : await firstSteps.TryReserveAsync(plan, context.CancellationToken);
        var came = EventContexts.Of(context, eventId);
        var (begun, failure) = start is null ? default : await TryStartAsync(plan, start, came, slot is null ? null : Token.Start, pass, context);

        // Side by side: a long step keeps the event from nobody, and what becomes of the event does not keep the step from going on.
        var routing = RouteAsync(plan, eventId, came, pass, context);
        var going = start is null || failure is not null ? Task.CompletedTask : GoOnAsync(plan, eventId, begun, context);
        var starting = failure is null ? Task.CompletedTask : Task.FromException(failure);
        await Task.WhenAll(routing, going, starting);
    }

    /// <summary>The instance that the event started goes on under its delivery, or goes on again.</summary>
    private Task GoOnAsync(WorkflowPlan plan, Guid eventId, WorkflowInstance? begun, ConsumeContext context)
    {
        if (context.IsRepeated())
            return firstSteps.TakeOverAsync(plan, DeterministicId.OfStart(plan.Name, eventId), context.CancellationToken);

        return begun is null ? Task.CompletedTask : firstSteps.RunAsync(plan, begun, context.CancellationToken);
    }

    private Task RouteAsync<T>(WorkflowPlan plan, Guid eventId, EventContext came, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        var delivered = new DeliveredEvent(plan, typeof(T), eventId, context.Message, context.IsRepeated())
        {
            Context = came,
            OnlyFor = PassedOn.VersionsOf(context),
            HandedOnFor = context.TryGetPayload<HandedOn>(out var handedOn) ? handedOn.Versions : [],
            Types = context.SupportedMessageTypes,
            IsAnonymous = context.IsAnonymous(),
        };
        return router.RouteAsync(delivered, new Passage<T>(this, delivered, pass, context), context.CancellationToken);
    }

    /// <summary>The way of an event that a message brings.</summary>
    private sealed class Passage<T>(SagaDelivery delivery, DeliveredEvent delivered, Pass pass, ConsumeContext<T> context) : IEventPassage
        where T : class
    {
        private readonly EventTrigger _trigger = new() { EventId = delivered.EventId, EventType = typeof(T), Event = context.Message, Context = delivered.Context };

        public async Task<EventOffer> OfferAsync(Guid instanceId)
        {
            var outcome = await delivery.RunAsync(instanceId, _trigger, pass, context, instance => delivery._others.Has(instance) || !delivered.IsFor(instance.Version));
            if (outcome is { Decision: null, Instance: { } left })
                return new EventOffer(IsMatched: delivered.IsFor(left.Version), delivered.IsFor(left.Version) ? left.Version : null);

            await delivery.FollowUpAsync(outcome, _trigger, context);
            return new EventOffer(outcome.Decision is not (null or Ignored { IsUnmatched: true }));
        }

        /// <summary>Does again what follows from an instance as it stands.</summary>
        public async Task ResumeAsync(Guid instanceId)
        {
            var outcome = await delivery._runner.RunAsync(instanceId, _ => new ValueTask<Decision?>(result: null), context.CancellationToken);
            if (outcome.Instance is { } instance)
                await delivery._effects.RedispatchAsync(instance, context.CancellationToken);
        }

        public Task<bool> TryPassOnAsync(IReadOnlyCollection<int> versions) => PassedOn.TryReturnAsync(context, delivered.EventId, versions);
    }

    /// <returns>The instance, if this delivery stored it; or why there is none. What the event cannot start keeps it from nobody who waits for it.</returns>
    private async Task<(WorkflowInstance? Begun, Exception? Failure)> TryStartAsync<T>(WorkflowPlan plan, StartEvent start, EventContext came, int? carrier, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        try
        {
            return (await StartAsync(plan, start, came, carrier, pass, context), null);
        }
        catch (Exception exception) when (exception is WorkflowRefusedException || Poison.Is(exception))
        {
            return (null, exception);
        }
    }

    /// <returns>The instance, if this delivery stored it.</returns>
    private async Task<WorkflowInstance?> StartAsync<T>(WorkflowPlan plan, StartEvent start, EventContext came, int? carrier, Pass pass, ConsumeContext<T> context)
        where T : class
    {
        var eventId = came.MessageId!.Value;
        var instanceId = DeterministicId.OfStart(plan.Name, eventId);
        try
        {
            var trigger = new StartTrigger
            {
                State = StateOf(plan, start, context.Message, came),
                Context = came,
                EventType = MessageName.Of(start.EventType),
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

    private static object StateOf(WorkflowPlan plan, StartEvent start, object message, EventContext came)
    {
        try
        {
            return start.CreateState(message, came);
        }
        catch (Exception exception) when (exception is not MissingStateException)
        {
            throw EventFunctionException.OfStart(plan.Identity, start.EventType, exception);
        }
    }

    /// <returns>Without a decision where there is no such instance, or where it is left to another process.</returns>
    private async ValueTask<RunOutcome> RunAsync(Guid instanceId, Trigger trigger, Pass pass, ConsumeContext context, Func<WorkflowInstance, bool> isLeft)
    {
        try
        {
            return await _runner.RunAsync(
                instanceId,
                instance => instance is null || isLeft(instance)
                    ? new ValueTask<Decision?>(result: null)
                    : PassAsync(instanceId, instance, known => _runner.Decide(known!, trigger), pass),
                context.CancellationToken);
        }
        catch (UnreadableRowException exception)
        {
            await quarantine.NoteInstanceAsync(instanceId, exception, context.CancellationToken);
            throw;
        }
    }

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
            await _effects.DispatchAsync(transition, null, context.CancellationToken);
        else if (outcome.Instance is { } instance && (context.IsRepeated() || outcome.MayHaveCommitted))
            await _effects.RedispatchAsync(instance, context.CancellationToken);
        else if (outcome is { Decision: Ignored ignored, Instance: { } unchanged })
            RuntimeLog.Ignored(logger, trigger.GetType().Name, unchanged.Id, ignored.Why);
    }
}
