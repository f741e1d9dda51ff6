using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Starts instances, and settles what a start means whose id or key is taken.</summary>
internal sealed class WorkflowStarter(TransitionRunner runner, EffectDispatcher effects, IInstanceGateway gateway, TimeProvider time)
{
    /// <summary>What PostgreSQL keeps of a time.</summary>
    private static readonly TimeSpan _storedPrecision = TimeSpan.FromMicroseconds(1);

    /// <summary>Runs a decision, for a start that comes through a state machine.</summary>
    public delegate ValueTask<Decision?> Passage(WorkflowInstance? instance, Func<WorkflowInstance?, Decision?> decide);

    /// <param name="plan">The definition.</param>
    /// <param name="instanceId">Id of the new instance.</param>
    /// <param name="trigger">How it starts.</param>
    /// <param name="passage">Takes the decision through a state machine; null: decides directly.</param>
    /// <param name="redelivered">The start came before, to a process that may have died before it could send the first step.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <exception cref="WorkflowRefusedException">Malformed state or options, or the key is taken.</exception>
    public async Task<StartResult> StartAsync(WorkflowPlan plan, Guid instanceId, StartTrigger trigger, Passage? passage, bool redelivered, CancellationToken cancellationToken)
    {
        // An instance with that id may be there, from a time when nobody asked.
        if (instanceId == Guid.Empty)
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, StartDecision.EmptyId);

        var replaced = false;
        if (FormerKeyOf(plan, trigger) is { } former)
        {
            if (await SettleAsync(plan, former, instanceId, trigger, cancellationToken) is { } held)
                return new StartResult(new WorkflowStartAccepted(held, StartOutcome.ReturnedRunning));
        }

        for (var isNew = !redelivered; ; isNew = false)
        {
            var (outcome, isOurs) = await RunAsync(plan, instanceId, trigger, passage, isNew, cancellationToken);
            if (outcome.Decision is Refused refused)
                throw new WorkflowRefusedException(refused.Refusal, refused.Message, instanceId);

            if (outcome.KeyTaken)
            {
                var key = outcome.Transition!.Instance.Key!;
                if (await SettleAsync(plan, key, instanceId, trigger, cancellationToken) is { } running)
                    return new StartResult(new WorkflowStartAccepted(running, StartOutcome.ReturnedRunning));

                replaced = plan.Unique?.OnDuplicate == DuplicateAction.Replace;
                continue;
            }

            if (outcome.Transition is { } transition)
            {
                await FollowUpAsync(transition, trigger, cancellationToken);
                return new StartResult(new WorkflowStartAccepted(instanceId, replaced ? StartOutcome.ReplacedRunning : StartOutcome.Started), transition.Instance);
            }

            if (redelivered || outcome.MayHaveCommitted)
                await effects.RedispatchAsync(outcome.Instance!, cancellationToken);

            return new StartResult(new WorkflowStartAccepted(instanceId, StartOutcome.AlreadyStarted), isOurs ? outcome.Instance : null);
        }
    }

    /// <returns>What came of it, and whether an instance that was found is the very one that was to be stored: the answer to the commit was lost.</returns>
    private async ValueTask<(RunOutcome Outcome, bool IsOurs)> RunAsync(WorkflowPlan plan, Guid instanceId, StartTrigger trigger, Passage? passage, bool isNew, CancellationToken cancellationToken)
    {
        DateTimeOffset? triedAt = null;
        Decision? Decide(WorkflowInstance? instance)
        {
            if (instance is null)
            {
                triedAt = time.GetUtcNow();
                return runner.Start(plan.Identity, instanceId, trigger, triedAt.Value);
            }

            return instance.Workflow == plan.Name
                ? Decision.Ignore("it was started before")
                : Decision.Refuse(WorkflowRefusal.Malformed, $"The id {instanceId} is taken by an instance of {instance.Workflow}. Start {plan.Name} with another id.");
        }

        var outcome = await runner.RunAsync(
            instanceId,
            instance => passage is null || instance is not null ? new ValueTask<Decision?>(Decide(instance)) : passage(instance, Decide),
            cancellationToken,
            isNew: isNew);
        return (outcome, outcome is { MayHaveCommitted: true, Instance: { } found } && (found.CreatedAt - triedAt)?.Duration() <= _storedPrecision);
    }

    private Task FollowUpAsync(Transition transition, StartTrigger trigger, CancellationToken cancellationToken) =>
        trigger.IsUnguarded
            ? effects.DispatchUnguardedAsync(transition, cancellationToken)
            : effects.DispatchAsync(transition, trigger.Carrier, cancellationToken);

    /// <returns>The key as an instance of an earlier release may hold it; null: as it is written now, or there is none.</returns>
    private static string? FormerKeyOf(WorkflowPlan plan, StartTrigger trigger)
    {
        if (trigger.Key is not null || plan.Unique is not { FormerFromState: { } former } unique)
            return null;

        try
        {
            return former(trigger.State) is { Length: > 0 } key && key != unique.FromState(trigger.State) ? key : null;
        }
        catch (Exception)
        {
            // The engine takes the key, too, and refuses the start with what was thrown.
            return null;
        }
    }

    /// <returns>The instance to return instead; null: try again.</returns>
    private async Task<Guid?> SettleAsync(WorkflowPlan plan, string key, Guid instanceId, StartTrigger trigger, CancellationToken cancellationToken)
    {
        // It may have ended between the two looks: then the key is free. It may be the instance itself, stored by an earlier delivery.
        if (await gateway.FindByKeyAsync(plan.Name, key, cancellationToken) is not { } holder || holder == instanceId)
            return null;

        switch (plan.Unique?.OnDuplicate)
        {
            case DuplicateAction.ReturnRunning:
                return holder;
            case DuplicateAction.Replace:
                await ReplaceAsync(holder, instanceId, trigger, cancellationToken);
                return null;
            default:
                throw new WorkflowRefusedException(WorkflowRefusal.DuplicateKey,
                    $"{plan.Name} allows one live instance per key, and instance {holder} holds '{key}'. Wait for its end, cancel it, or start with another key.", holder);
        }
    }

    private async Task ReplaceAsync(Guid holder, Guid instanceId, StartTrigger trigger, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(holder, new CancelTrigger(trigger.Actor, $"replaced by instance {instanceId}"), cancellationToken);
        if (outcome.Transition is { } transition)
            await effects.DispatchAsync(transition, null, cancellationToken);
    }
}
