using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Diagnostics;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Steps;

/// <summary>Runs one attempt of a step: the state, the user's code, its time limit; and says how it ended. It stores nothing.</summary>
internal sealed class StepExecutor(IStepInvoker invoker, StepContextFactory contexts, WorkflowJson json, HeldMessages held, TimeProvider time, ILogger<StepExecutor> logger)
{
    /// <exception cref="OperationCanceledException">The process stops: nothing is known of the attempt.</exception>
    public async Task<StepResult> ExecuteAsync(WorkflowPlan plan, StepNode step, ExecuteStep message, CancellationToken canceled)
    {
        var startedAt = time.GetUtcNow();
        var started = time.GetTimestamp();
        var activity = StepActivity.Start(message);
        try
        {
            using var attempt = AttemptTime.Start(step.Timeout, time, canceled);
            var state = json.Deserialize(message.State, plan.StateType);
            var context = contexts.Create(plan.StateType, state, message, attempt.Token);

            using var logScope = StepLogScope.Begin(logger, message);
            await attempt.LimitAsync(Task.Run(() => invoker.InvokeAsync(step, context), CancellationToken.None), step);

            var result = await SucceededAsync(plan, message, context, state);
            StepActivity.Succeeded(activity, result.Outcome);
            return result with { StartedAt = startedAt, Duration = time.GetElapsedTime(started) };
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && canceled.IsCancellationRequested))
        {
            var error = ErrorText.Of(exception);
            StepActivity.Failed(activity, exception, error);
            return new StepResult
            {
                Outcome = StepOutcome.Failed,
                Error = error,
                StartedAt = startedAt,
                Duration = time.GetElapsedTime(started),
            };
        }
        finally
        {
            StepActivity.Stop(activity);
        }
    }

    /// <summary>There is no such step here.</summary>
    public StepResult Unknown(ExecuteStep message) => new()
    {
        Outcome = StepOutcome.Failed,
        Error = ErrorText.Of(new UnknownStepException($"No worker that got it knows the step '{message.Node}' of {message.Workflow} v{message.Version}. Register that version of the workflow in the step workers of the queue, or run the step on a queue of its own; then retry.")),
        StartedAt = time.GetUtcNow(),
        Duration = TimeSpan.Zero,
    };

    private async Task<StepResult> SucceededAsync(WorkflowPlan plan, ExecuteStep message, StepContext context, object state)
    {
        var after = json.Serialize(state, plan.StateType);
        var patch = json.PatchBetween(message.State, after);
        return new StepResult
        {
            Outcome = context.Outcome,
            Reason = ReasonText.Checked(context.OutcomeReason),
            ReattemptAfter = context.ReattemptDelay,
            Change = patch is null ? null : new StateChange(patch, message.State, after),
            Messages = await held.OfAsync(context),
            StartedAt = default,
            Duration = default,
        };
    }
}
