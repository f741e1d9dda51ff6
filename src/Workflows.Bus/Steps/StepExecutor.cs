using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Diagnostics;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Steps;

/// <summary>Runs one attempt of a step: the state, the user's code, its time limit; and says how it ended. It stores nothing.</summary>
internal sealed class StepExecutor(IStepInvoker invoker, StepContextFactory contexts, WorkflowJson json, TimeProvider time, ILogger<StepExecutor> logger)
{
    /// <exception cref="OperationCanceledException">The process stops: nothing is known of the attempt.</exception>
    public async Task<StepResult> ExecuteAsync(WorkflowPlan plan, StepNode step, ExecuteStep message, CancellationToken canceled)
    {
        var startedAt = time.GetUtcNow();
        var started = time.GetTimestamp();
        using var activity = StepActivity.Start(message);
        StepContext? context = null;
        try
        {
            using var attempt = AttemptTime.Start(step.Timeout, time, canceled);
            var state = json.Deserialize(message.State, plan.StateType);
            context = contexts.Create(plan.StateType, state, message, attempt.Token);

            using var logScope = logger.BeginScope(new StepLogScope(message));
            await attempt.LimitAsync(invoker.InvokeAsync(step, context), step);

            var result = Succeeded(plan, message, context, state);
            StepActivity.Succeeded(activity, result.Outcome);
            return result with { StartedAt = startedAt, Duration = time.GetElapsedTime(started) };
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && canceled.IsCancellationRequested))
        {
            StepActivity.Failed(activity, exception);
            return new StepResult
            {
                Outcome = StepOutcome.Failed,
                Error = ErrorText.Of(exception),
                StartedAt = startedAt,
                Duration = time.GetElapsedTime(started),
            };
        }
    }

    private StepResult Succeeded(WorkflowPlan plan, ExecuteStep message, StepContext context, object state)
    {
        var after = json.Serialize(state, plan.StateType);
        var patch = StatePatch.Between(message.State, after);
        return new StepResult
        {
            Outcome = context.Outcome,
            Reason = context.OutcomeReason is null ? null : ErrorText.Clean(context.OutcomeReason),
            ReattemptAfter = context.ReattemptDelay,
            Change = patch is null ? null : new StateChange(patch, message.State, after),
            Messages = HeldMessages.Of(context),
            StartedAt = default,
            Duration = default,
        };
    }
}
