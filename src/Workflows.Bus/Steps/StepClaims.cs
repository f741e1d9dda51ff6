using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Finds out what a message means now: an attempt to run, one to take over from a worker that is gone, or nothing.</summary>
internal sealed class StepClaims(IInstanceGateway gateway, InstanceCache cache, WorkflowRegistry registry, TransitionRunner runner, EffectDispatcher effects, RunningSteps running)
{
    public async Task<StepClaim?> FindAsync(ExecuteStep message, bool redelivered, CancellationToken cancellationToken)
    {
        // Another process may have moved it on since it was cached.
        if (redelivered)
            cache.Forget(message.InstanceId);

        var instance = cache.Find(message.InstanceId, message.Revision);
        if (instance is null || Open(instance, message) is null)
            instance = await gateway.LoadAsync(message.InstanceId, cancellationToken);

        if (instance is null)
            return null;

        if (Open(instance, message) is { } token)
        {
            var claim = await DecideAsync(instance, token, message.Token, redelivered, cancellationToken);
            return message.Repeated && claim is not null ? claim with { MayRunElsewhere = true } : claim;
        }

        if (!redelivered)
            return null;

        // The attempt itself is done, but what was to be sent then may not have been.
        await effects.RedispatchAsync(instance, cancellationToken);
        return await TakeOverAsync(instance.Id, message.Token, cancellationToken);
    }

    /// <summary>A message is delivered again: the step that was run under it, if there is one, lost its worker.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="carrier">Token of the message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StepClaim?> TakeOverAsync(Guid instanceId, int carrier, CancellationToken cancellationToken)
    {
        while (await gateway.LoadAsync(instanceId, cancellationToken) is { } instance)
        {
            if (instance.Execution.Tokens.FirstOrDefault(token => token.State == WorkflowTokenState.Dispatched && token.CarriedBy == carrier) is not { } token)
                return null;

            var key = new RunningKey(instance.Id, token.Id, token.Attempt);
            if (!running.Contains(key))
                return await DecideAsync(instance, token, carrier, true, cancellationToken);

            // The connection was lost, not the process: it goes on by itself.
            await running.EndOf(key).WaitAsync(cancellationToken);
        }

        return null;
    }

    private async Task<StepClaim?> DecideAsync(WorkflowInstance instance, Token token, int carrier, bool redelivered, CancellationToken cancellationToken)
    {
        if (registry.Find(instance.Workflow, instance.Version) is not { } plan || plan.Find(token.Node) is not StepNode step || instance.Execution.IsHeld)
        {
            await RunAsync(instance, new StepHeldTrigger(token.Id, token.Attempt), cancellationToken);
            return null;
        }

        if (token.StartedAt is null)
            return new StepClaim(plan, step, instance, token) { MayRunElsewhere = redelivered || token.Repeated };

        // Its start is recorded. A duplicate finds it running somewhere; a redelivery proves that it runs nowhere any more.
        return redelivered ? await ReplaceLostAsync(plan, instance, token, carrier, cancellationToken) : null;
    }

    private async Task<StepClaim?> ReplaceLostAsync(WorkflowPlan plan, WorkflowInstance instance, Token token, int carrier, CancellationToken cancellationToken)
    {
        var transition = await RunAsync(instance, new StepLostTrigger(token.Id, token.Attempt, carrier), cancellationToken, carrier);
        return Next(plan, transition, carrier);
    }

    /// <returns>The step that the worker goes on with, if the transition gave it one.</returns>
    public static StepClaim? Next(WorkflowPlan plan, Transition? transition, int carrier)
    {
        var token = transition?.Dispatched.FirstOrDefault(token => token.CarriedBy == carrier);
        return token is null ? null : new StepClaim(plan, (StepNode)plan.Find(token.Node)!, transition!.Instance, token);
    }

    /// <returns>The step that was left to the worker that carries it, and that has not begun.</returns>
    public static StepClaim? Carried(WorkflowPlan plan, WorkflowInstance instance, int carrier)
    {
        var token = instance.Execution.Tokens.FirstOrDefault(token => token is { State: WorkflowTokenState.Dispatched, StartedAt: null } && token.CarriedBy == carrier);
        return token is not null && plan.Find(token.Node) is StepNode step ? new StepClaim(plan, step, instance, token) : null;
    }

    private async Task<Transition?> RunAsync(WorkflowInstance instance, Trigger trigger, CancellationToken cancellationToken, int? carrier = null)
    {
        var outcome = await runner.RunAsync(instance.Id, trigger, cancellationToken);
        if (outcome.Transition is { } transition)
            await effects.DispatchAsync(transition, carrier, cancellationToken);

        return outcome.Transition;
    }

    private static Token? Open(WorkflowInstance instance, ExecuteStep message) =>
        instance.Execution.Tokens.FirstOrDefault(token =>
            token.Id == message.Token && token.Attempt == message.Attempt && token.State == WorkflowTokenState.Dispatched);
}
