using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>
/// While an attempt runs in a process without the store, its instance is told so: an instance that hears nothing for too long sends the step again. A report
/// that cannot be sent is left out; the next one does as well.
/// </summary>
internal sealed class RunningReports(BusSender sender, DurableWorkflowOptions options, TimeProvider time, ILogger<RunningReports> logger)
{
    /// <returns>How the attempt ended.</returns>
    public async Task<StepResult> UntilEndAsync(Task<StepResult> attempt, ExecuteStep message, CancellationToken cancellationToken)
    {
        if (attempt.IsCompleted || message.ReportInterval is not { } interval || interval <= TimeSpan.Zero)
            return await attempt;

        var report = new StepRunning
        {
            InstanceId = message.InstanceId,
            Token = message.Token,
            Attempt = message.Attempt,
            StartedAt = time.GetUtcNow(),
            Worker = options.WorkerName,
        };
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (await Task.WhenAny(attempt, Task.Delay(interval, time, end.Token)) != attempt && !cancellationToken.IsCancellationRequested)
            await TrySendAsync(message.ReplyTo, report, end.Token);

        await end.CancelAsync();
        return await attempt;
    }

    private async Task TrySendAsync(Uri address, StepRunning report, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendOnceAsync(address, report, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The delivery is given up, and the attempt with it.
        }
        catch (Exception exception)
        {
            StepLog.ReportFailed(logger, report.InstanceId, exception);
        }
    }
}
