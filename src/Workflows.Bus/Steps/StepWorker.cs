using Workflows.Instances;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>
/// Runs what a step message asks for and commits the outcome itself; then goes on with the next step under the same delivery while its
/// budget lasts. Each step is a committed transition of its own.
/// </summary>
internal sealed class StepWorker(StepClaims claims, AttemptRun attempts, TransitionRunner runner, EffectDispatcher effects, ILogger<StepWorker> logger)
{
    public async Task HandleAsync(ExecuteStep message, bool redelivered, ContinuationBudget budget, CancellationToken cancellationToken)
    {
        if (await BeginAsync(message, redelivered, budget, cancellationToken) is { } claim)
            await GoOnAsync(claim, message.Token, budget, cancellationToken);
    }

    /// <param name="first">The step to go on with.</param>
    /// <param name="carrier">Token of the message that it runs under.</param>
    /// <param name="budget">How far to go on.</param>
    /// <param name="cancellationToken">The delivery is lost.</param>
    public async Task GoOnAsync(StepClaim first, int carrier, ContinuationBudget budget, CancellationToken cancellationToken)
    {
        for (StepClaim? claim = first; claim is not null;)
        {
            bool isTaken;
            using (var run = attempts.TryBegin(claim.Key, cancellationToken))
            {
                if (run is null)
                    return;

                isTaken = await attempts.TryClaimAsync(claim, run);
                if (isTaken)
                    claim = await RunAsync(claim, run, carrier, budget, cancellationToken);
            }

            if (!isTaken)
                claim = await claims.TakeOverAsync(claim!.Instance.Id, carrier, cancellationToken);
        }
    }

    /// <summary>The attempt is taken in this process before the instance is read: of two deliveries at once the second then reads what the first has stored.</summary>
    private async Task<StepClaim?> BeginAsync(ExecuteStep message, bool redelivered, ContinuationBudget budget, CancellationToken cancellationToken)
    {
        using var run = await attempts.TakeAsync(new RunningKey(message.InstanceId, message.Token, message.Attempt), redelivered, cancellationToken);
        if (run is null)
            return null;

        while (true)
        {
            var claim = await claims.FindAsync(message, redelivered, cancellationToken);
            if (claim?.Key != run.Key)
                return claim;

            if (await attempts.TryClaimAsync(claim, run))
                return await RunAsync(claim, run, message.Token, budget, cancellationToken);

            // Another worker has it. Where that is gone, as a redelivery says, its attempt is found to be lost.
            if (!redelivered)
                return null;
        }
    }

    private async Task<StepClaim?> RunAsync(StepClaim claim, RunningStep run, int carrier, ContinuationBudget budget, CancellationToken cancellationToken)
    {
        var result = await attempts.ExecuteAsync(claim, run);
        if (result is null)
            return null;

        var (message, ended) = result.Value;
        var carry = budget.AllowsAnother() ? carrier : (int?)null;
        var outcome = await CommitAsync(claim, message, ended, carry, cancellationToken);
        if (outcome.Transition is not { } transition)
        {
            // Fenced: the attempt was lost, canceled or recorded by another. If it was this one, what follows from it may be undone.
            if (outcome is not { MayHaveCommitted: true, Instance: { } instance })
                return null;

            await effects.RedispatchAsync(instance, cancellationToken);
            return StepClaims.Carried(claim.Plan, instance, carrier);
        }

        if (await effects.DispatchAsync(transition, carry, cancellationToken))
            return StepClaims.Next(claim.Plan, transition, carrier);

        // A message of the step cannot be sent: the instance is held, and the next step with it.
        return await claims.TakeOverAsync(transition.Instance.Id, carrier, cancellationToken);
    }

    private void Tell(ExecuteStep message, StepResult result)
    {
        try
        {
            if (result.Error is { } error)
                RuntimeLog.StepFailed(logger, message.InstanceId, message.Node, message.Attempt, error.Type, error.Message);
        }
        catch (Exception)
        {
            // A logger that fails, as over what the application put into its scope, must not keep the outcome from being recorded.
        }
    }

    private async Task<RunOutcome> CommitAsync(StepClaim claim, ExecuteStep message, StepResult result, int? carry, CancellationToken cancellationToken)
    {
        Tell(message, result);
        try
        {
            return await runner.RunAsync(claim.Instance.Id, result.ToTrigger(message, attempts.Worker, carry), cancellationToken);
        }
        catch (TransitionRefusedException exception)
        {
            // What the step made cannot be stored: that is a failure of the attempt, recorded like any other.
            var failed = result with { Outcome = StepOutcome.Failed, Error = ErrorText.Of(exception), Change = null, Messages = [] };
            return await runner.RunAsync(claim.Instance.Id, failed.ToTrigger(message, attempts.Worker, carry), cancellationToken);
        }
    }
}
