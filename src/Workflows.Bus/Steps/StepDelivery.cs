using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;

namespace Workflows.Steps;

/// <summary>
/// Holds the delivery of a step message while its steps run. A step that outlives what a broker grants runs on without it: the message is
/// acknowledged, and the lease that <see cref="RunningStepsMonitor"/> renews stands in for it.
/// </summary>
internal sealed class StepDelivery(StepWorker worker, DurableWorkflowOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<StepDelivery> logger)
{
    public async Task HandleAsync(ExecuteStep message, bool redelivered, CancellationToken delivery)
    {
        var budget = new ContinuationBudget(options, time);
        using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static state => ((ContinuationBudget)state!).Close(), budget);
        var detachable = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken.None);
        var ended = delivery.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), detachable);

        var work = worker.HandleAsync(message, redelivered, budget, detachable.Token);
        if (!work.IsCompleted && !await EndsInTimeAsync(work))
        {
            await ended.DisposeAsync();
            budget.Close();
            _ = FinishDetachedAsync(message, work, detachable);
            return;
        }

        await ended.DisposeAsync();
        detachable.Dispose();
        await work;
    }

    private async Task<bool> EndsInTimeAsync(Task work)
    {
        using var timer = new CancellationTokenSource();
        var first = await Task.WhenAny(work, Task.Delay(options.DetachAfter, time, timer.Token));
        await timer.CancelAsync();
        return first == work;
    }

    /// <summary>Nobody waits for it any more: what goes wrong is told by the log, and made up for by whoever finds the lease run out.</summary>
    private async Task FinishDetachedAsync(ExecuteStep message, Task work, CancellationTokenSource detachable)
    {
        using (detachable)
        {
            await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), detachable);
            try
            {
                await work;
            }
            catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // Another process takes the step over.
            }
            catch (Exception exception)
            {
                StepLog.DetachedFailed(logger, message.Node, message.InstanceId, exception);
            }
        }
    }
}
