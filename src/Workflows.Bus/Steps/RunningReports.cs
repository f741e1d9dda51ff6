using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>
/// While an attempt runs in a process without the store, its instance is told so: an instance that hears nothing for too long sends the step again. A report
/// that cannot be sent is left out; the next one does as well.
/// </summary>
internal sealed class RunningReports(BusSender sender, ReportAnswers answers, DurableWorkflowOptions options, TimeProvider time, ILogger<RunningReports> logger)
{
    /// <summary>Attempts that end sooner cost no message.</summary>
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(1);

    /// <summary>An instance of an earlier release does not answer.</summary>
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(5);

    /// <summary>Where another worker may be at the attempt, the instance is asked whose it is before it runs.</summary>
    /// <param name="run">The attempt.</param>
    /// <param name="redelivered">Its message was delivered again.</param>
    /// <returns>False: another worker has the attempt, or it is over.</returns>
    /// <exception cref="OperationCanceledException">The delivery is lost.</exception>
    public async ValueTask<bool> TryClaimAsync(ReportedRun run, bool redelivered)
    {
        if (IntervalOf(run) is null)
            return true;

        using var patience = new CancellationTokenSource(_answerWithin, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, run.Run.Token);
        return await run.TryClaimAsync(() => TrySendAsync(run, redelivered, end.Token), end.Token);
    }

    /// <returns>How the attempt ended.</returns>
    public async Task<StepResult> UntilEndAsync(Task<StepResult> attempt, ReportedRun run)
    {
        if (attempt.IsCompleted || IntervalOf(run) is not { } interval)
            return await attempt;

        var next = !run.IsClaimed && _first < interval ? _first : interval;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(run.Run.Token);
        while (await Task.WhenAny(attempt, Task.Delay(next, time, end.Token)) != attempt && !end.IsCancellationRequested)
        {
            await TrySendAsync(run, redelivered: false, end.Token);
            next = interval;
        }

        await end.CancelAsync();
        return await attempt;
    }

    private static TimeSpan? IntervalOf(ReportedRun run) => run.Message.ReportInterval is { } interval && interval > TimeSpan.Zero ? interval : null;

    private async Task<bool> TrySendAsync(ReportedRun run, bool redelivered, CancellationToken cancellationToken)
    {
        var report = new StepRunning
        {
            InstanceId = run.Message.InstanceId,
            Token = run.Message.Token,
            Attempt = run.Message.Attempt,
            StartedAt = run.Run.StartedAt,
            Worker = options.WorkerName,
            Redelivered = redelivered,
        };
        try
        {
            await sender.SendOnceAsync(run.Message.ReplyTo, report, Asking(run), cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The delivery is given up and the attempt with it, or nobody waits for an answer any more.
            return false;
        }
        catch (Exception exception)
        {
            StepLog.ReportFailed(logger, report.InstanceId, exception);
            return false;
        }
    }

    private IPipe<SendContext<StepRunning>> Asking(ReportedRun run) => Pipe.ExecuteAsync<SendContext<StepRunning>>(async context =>
    {
        await Outgoing<StepRunning>.Pipe.Send(context);
        answers.Ask(context, run);
    });
}
