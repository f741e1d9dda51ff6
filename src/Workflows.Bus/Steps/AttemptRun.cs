using Workflows.Instances;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>One attempt from its beginning to its result. An attempt that takes more than a moment has its start recorded, so that it can be known as lost.</summary>
internal sealed class AttemptRun(StepExecutor executor, RunningSteps running, StepStarts starts, StepMessages messages, TimeProvider time)
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(50);

    public string Worker => starts.Worker;

    /// <returns>To be disposed when the outcome is committed; null: the attempt runs in this process already.</returns>
    public RunningStep? TryBegin(RunningKey key, CancellationToken stopping) => running.TryBegin(key, stopping);

    /// <summary>The same for a message that came.</summary>
    public Task<RunningStep?> TakeAsync(RunningKey key, bool redelivered, CancellationToken stopping) => running.TakeAsync(key, redelivered, stopping);

    /// <summary>Where another worker may be at the attempt, its start is recorded before it runs. Nobody else waits for that.</summary>
    /// <returns>False: another worker has the attempt, or it is over.</returns>
    public async ValueTask<bool> TryClaimAsync(StepClaim claim, RunningStep run) =>
        !claim.MayRunElsewhere || await starts.TryRecordAsync(run, run.Token);

    /// <returns>The message of the attempt and its result; null: the instance was ended meanwhile, or another worker has the attempt.</returns>
    public async Task<(ExecuteStep Message, StepResult Result)?> ExecuteAsync(StepClaim claim, RunningStep run)
    {
        var message = messages.Message(claim.Plan, claim.Instance, claim.Token);
        var execution = executor.ExecuteAsync(claim.Plan, claim.Step, message, run.Token);
        try
        {
            if (!execution.IsCompleted && !claim.MayRunElsewhere && !await EndsInAMomentAsync(execution, run))
                await starts.RecordAsync(run);

            var result = await execution;
            run.IsReturned = true;
            return run.IsCanceled ? null : (message, result);
        }
        catch (OperationCanceledException) when (run.IsCanceled)
        {
            return null;
        }
    }

    /// <summary>A moment that has passed before it is waited for has passed: only attempts that do not end at once pay for a timer, which is set while they run.</summary>
    private async Task<bool> EndsInAMomentAsync(Task execution, RunningStep run)
    {
        using var end = new CancellationTokenSource();
        var moment = Task.Delay(_moment, time, end.Token);
        if (time.GetUtcNow() - run.StartedAt >= _moment || await Task.WhenAny(execution, moment) != execution)
            return execution.IsCompleted;

        await end.CancelAsync();
        return true;
    }
}
