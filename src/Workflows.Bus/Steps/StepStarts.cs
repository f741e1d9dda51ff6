using Microsoft.Extensions.Logging;
using Workflows.Engine;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Records that attempts began and that they go on, and ends those that are not this worker's: what they come to would count for nothing.</summary>
internal sealed class StepStarts(TransitionRunner runner, DurableWorkflowOptions options, ILogger<StepStarts> logger)
{
    public string Worker => options.WorkerName;

    /// <returns>False: the attempt is over, or another worker has it.</returns>
    public async Task<bool> TryRecordAsync(RunningStep run, CancellationToken cancellationToken)
    {
        var started = new StepStartedTrigger(run.Key.Token, run.Key.Attempt, Worker, run.StartedAt);
        return IsOurs(run, await runner.RunAsync(run.Key.InstanceId, started, cancellationToken));
    }

    /// <summary>For an attempt that runs: a start that cannot be recorded now is recorded when it is next reported.</summary>
    public async Task RecordAsync(RunningStep run)
    {
        try
        {
            if (!await TryRecordAsync(run, run.Token))
                End(run);
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            // It ends; what became of it is decided by its result.
        }
        catch (Exception exception)
        {
            StepLog.StartNotRecorded(logger, run.Key.Attempt, run.Key.InstanceId, exception);
        }
    }

    /// <summary>Renews the lease of an attempt that goes on.</summary>
    public async Task RenewAsync(RunningStep run, CancellationToken cancellationToken)
    {
        if (run.IsReturned)
            return;

        var running = new StepRunningTrigger(run.Key.Token, run.Key.Attempt, Worker, run.StartedAt) { MustOwn = true };
        if (!IsOurs(run, await runner.RunAsync(run.Key.InstanceId, running, cancellationToken)))
            End(run);
    }

    private void End(RunningStep run)
    {
        if (run.TryEnd())
            StepLog.AttemptTaken(logger, run.Key.Attempt, run.Key.InstanceId);
    }

    private bool IsOurs(RunningStep run, RunOutcome outcome) => outcome.IsRunBy(run.Key.Token, run.Key.Attempt, Worker, run.StartedAt);
}
