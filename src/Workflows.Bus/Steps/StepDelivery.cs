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
    /// <summary>For code of a step that does not end when it is canceled.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(5);

    /// <exception cref="OperationCanceledException">The delivery is lost while the step runs: it comes again.</exception>
    public async Task HandleAsync(ExecuteStep message, bool redelivered, CancellationToken delivery)
    {
        var budget = new ContinuationBudget(options, time);
        using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static state => ((ContinuationBudget)state!).Close(), budget);
        var detachable = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken.None);
        var ended = delivery.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), detachable);

        // Runs before the step does: whatever moves the clock once the step has begun finds it running.
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var limit = Task.Delay(options.DetachAfter, time, patience.Token);
        var work = worker.HandleAsync(message, redelivered, budget, detachable.Token);
        if (!await EndsInTimeAsync(work, limit, patience, delivery))
        {
            await ended.DisposeAsync();
            budget.Close();
            _ = FinishDetachedAsync(message, work, detachable);
            delivery.ThrowIfCancellationRequested();
            return;
        }

        await ended.DisposeAsync();
        detachable.Dispose();
        await work;
    }

    private static async Task<bool> EndsInTimeAsync(Task work, Task limit, CancellationTokenSource patience, CancellationToken delivery)
    {
        await using var lost = delivery.UnsafeRegister(static state => ((CancellationTokenSource)state!).CancelAfter(_grace), patience);
        var first = await Task.WhenAny(work, limit);
        await patience.CancelAsync();
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
            catch (Exception) when (detachable.IsCancellationRequested)
            {
                // The process stops, or the message comes again: another takes the step over.
            }
            catch (Exception exception)
            {
                StepLog.DetachedFailed(logger, message.Node, message.InstanceId, exception);
            }
        }
    }
}
