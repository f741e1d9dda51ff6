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
        var claim = await claims.FindAsync(message, redelivered, cancellationToken);
        while (claim is not null)
            claim = await RunAsync(claim, message.Token, budget, cancellationToken);
    }

    private async Task<StepClaim?> RunAsync(StepClaim claim, int carrier, ContinuationBudget budget, CancellationToken cancellationToken)
    {
        using var run = attempts.TryBegin(claim, cancellationToken);
        if (run is null)
            return null;

        var result = await attempts.ExecuteAsync(claim, run);
        if (result is null)
            return null;

        var (message, ended) = result.Value;
        var carry = budget.AllowsAnother() ? carrier : (int?)null;
        var outcome = await CommitAsync(claim, message, ended, carry, cancellationToken);
        if (outcome.Transition is not { } transition)
        {
            // Fenced: the attempt was lost, canceled or recorded by another. If it was this one, what follows from it may be undone.
            if (outcome is { MayHaveCommitted: true, Instance: { } instance })
                await effects.RedispatchAsync(instance, cancellationToken);

            return null;
        }

        await effects.DispatchAsync(transition, carry, cancellationToken);
        return StepClaims.Next(claim.Plan, transition, carrier);
    }

    private async Task<RunOutcome> CommitAsync(StepClaim claim, ExecuteStep message, StepResult result, int? carry, CancellationToken cancellationToken)
    {
        if (result.Error is { } error)
            RuntimeLog.StepFailed(logger, message.InstanceId, message.Node, message.Attempt, error.Type, error.Message);

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
