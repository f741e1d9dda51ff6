using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Finds out what a step message means now: an attempt to run, one to take over from a worker that is gone, or nothing.</summary>
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
            return await DecideAsync(instance, token, message, redelivered, cancellationToken);

        return redelivered ? await TakeOverAsync(instance, message, cancellationToken) : null;
    }

    /// <summary>The attempt itself is done. What came behind it under the same message lost its worker; what was to be sent may not have been.</summary>
    private async Task<StepClaim?> TakeOverAsync(WorkflowInstance instance, ExecuteStep message, CancellationToken cancellationToken)
    {
        foreach (var token in instance.Execution.Tokens)
        {
            if (token.State != WorkflowTokenState.Dispatched || token.CarriedBy != message.Token)
                continue;

            var key = new RunningKey(instance.Id, token.Id, token.Attempt);
            if (!running.Contains(key))
                return await DecideAsync(instance, token, message, true, cancellationToken);

            await running.EndOf(key).WaitAsync(cancellationToken);
            return await FindAsync(message, true, cancellationToken);
        }

        await effects.RedispatchAsync(instance, cancellationToken);
        return null;
    }

    private async Task<StepClaim?> DecideAsync(WorkflowInstance instance, Token token, ExecuteStep message, bool redelivered, CancellationToken cancellationToken)
    {
        if (registry.Find(instance.Workflow, instance.Version) is not { } plan || plan.Find(token.Node) is not StepNode step || instance.Execution.IsHeld)
        {
            await RunAsync(instance, new StepHeldTrigger(token.Id, token.Attempt), cancellationToken);
            return null;
        }

        if (token.StartedAt is null)
            return new StepClaim(plan, step, instance, token);

        // Its start is recorded. A duplicate finds it running somewhere; a redelivery proves that it runs nowhere any more.
        return redelivered ? await ReplaceLostAsync(plan, instance, token, message, cancellationToken) : null;
    }

    private async Task<StepClaim?> ReplaceLostAsync(WorkflowPlan plan, WorkflowInstance instance, Token token, ExecuteStep message, CancellationToken cancellationToken)
    {
        var transition = await RunAsync(instance, new StepLostTrigger(token.Id, token.Attempt, message.Token), cancellationToken, message.Token);
        return Next(plan, transition, message.Token);
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
