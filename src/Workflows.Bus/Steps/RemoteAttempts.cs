using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Steps;

/// <summary>Attempts from their beginning to their result, in a process without the store. That one runs is reported to its instance, which says whose it is.</summary>
internal sealed class RemoteAttempts(StepExecutor executor, RunningSteps running, RunningReports reports, ReportAnswers answers)
{
    /// <returns>To be disposed when the outcome is sent; null: the attempt runs in this process already.</returns>
    public Task<RunningStep?> TakeAsync(ExecuteStep message, bool redelivered, CancellationToken stopping) =>
        running.TakeAsync(new RunningKey(message.InstanceId, message.Token, message.Attempt), redelivered, stopping);

    /// <returns>How it ended; null: it is over, or another worker has it.</returns>
    /// <exception cref="OperationCanceledException">The delivery is lost.</exception>
    public async Task<StepResult?> RunAsync(WorkflowPlan plan, StepNode step, ExecuteStep message, RunningStep run, bool redelivered)
    {
        using var reported = answers.Expect(run, message);
        try
        {
            if ((redelivered || message.Repeated) && !await reports.TryClaimAsync(reported, redelivered))
                return null;

            var result = await reports.UntilEndAsync(executor.ExecuteAsync(plan, step, message, run.Token), reported);
            run.IsReturned = true;
            return run.IsCanceled ? null : result;
        }
        catch (OperationCanceledException) when (run.IsCanceled)
        {
            return null;
        }
    }
}
