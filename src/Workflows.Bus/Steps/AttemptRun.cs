using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>One attempt from its beginning to its result. An attempt that takes more than a moment has its start recorded, so that it can be known as lost.</summary>
internal sealed class AttemptRun(StepExecutor executor, RunningSteps running, TransitionRunner runner, StepMessages messages, DurableWorkflowOptions options, TimeProvider time)
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(50);

    public string Worker => options.WorkerName;

    /// <returns>To be disposed when the outcome is committed; null: the attempt runs in this process already.</returns>
    public RunningStep? TryBegin(RunningKey key, CancellationToken stopping) => running.TryBegin(key, stopping);

    /// <summary>
    /// The same for a message that came. One that is delivered again waits for the end of what runs here: the connection was lost, not the process,
    /// and that end decides what is left to do.
    /// </summary>
    public async Task<RunningStep?> TakeAsync(RunningKey key, bool redelivered, CancellationToken stopping)
    {
        while (true)
        {
            if (running.TryBegin(key, stopping) is { } run)
                return run;

            if (!redelivered)
                return null;

            await running.EndOf(key).WaitAsync(stopping);
        }
    }

    /// <returns>The message of the attempt and its result; null: the instance was ended meanwhile.</returns>
    public async Task<(ExecuteStep Message, StepResult Result)?> ExecuteAsync(StepClaim claim, RunningStep run)
    {
        var message = messages.Message(claim.Plan, claim.Instance, claim.Token);
        var execution = executor.ExecuteAsync(claim.Plan, claim.Step, message, run.Token);
        try
        {
            if (!execution.IsCompleted)
                await RecordStartAsync(execution, message, run);

            return (message, await execution);
        }
        catch (OperationCanceledException) when (run.IsCanceled)
        {
            return null;
        }
    }

    private async Task RecordStartAsync(Task execution, ExecuteStep message, RunningStep run)
    {
        if (await EndsInAMomentAsync(execution, run))
            return;

        var started = new StepStartedTrigger(message.Token, message.Attempt, Worker, run.StartedAt);
        try
        {
            await runner.RunAsync(message.InstanceId, started, run.Token);
        }
        catch (OperationCanceledException)
        {
            // It ends; what became of it is decided by its result.
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
