using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;

namespace Workflows.Steps;

/// <summary>
/// Holds the delivery of a message while the steps run that it brought about. A step that outlives what a broker grants runs on without it: the message is
/// acknowledged, and the lease that <see cref="RunningStepsMonitor"/> renews stands in for it.
/// </summary>
internal sealed class StepDelivery(StepWorker worker, DurableWorkflowOptions options, TimeProvider time, ILogger<StepDelivery> logger, IHostApplicationLifetime? lifetime = null)
{
    /// <summary>For code of a step that does not end when it is canceled.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(5);

    /// <summary>A bus in a bare container, as tests build it, has no host that would stop.</summary>
    private CancellationToken Stopping => lifetime?.ApplicationStopping ?? CancellationToken.None;

    /// <exception cref="OperationCanceledException">The delivery is lost while the step runs: it comes again.</exception>
    public Task HandleAsync(ExecuteStep message, bool redelivered, CancellationToken delivery) =>
        HoldAsync(message.InstanceId, message.Node, (budget, canceled) => worker.HandleAsync(message, redelivered, budget, canceled), delivery);

    /// <param name="claim">The step to go on with.</param>
    /// <param name="carrier">Token of the message that was delivered.</param>
    /// <param name="delivery">The delivery is lost.</param>
    /// <exception cref="OperationCanceledException">The delivery is lost while the step runs: it comes again.</exception>
    public Task GoOnAsync(StepClaim claim, int carrier, CancellationToken delivery) =>
        HoldAsync(claim.Instance.Id, claim.Step.Name, (budget, canceled) => worker.GoOnAsync(claim, carrier, budget, canceled), delivery);

    private async Task HoldAsync(Guid instanceId, string step, Func<ContinuationBudget, CancellationToken, Task> run, CancellationToken delivery)
    {
        var budget = new ContinuationBudget(options, time);
        using var stopping = Stopping.UnsafeRegister(static state => ((ContinuationBudget)state!).Close(), budget);
        var detachable = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken.None);
        var ended = delivery.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), detachable);

        // Runs before the step does: whatever moves the clock once the step has begun finds it running.
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var limit = Task.Delay(options.DetachAfter, time, patience.Token);
        var work = run(budget, detachable.Token);
        if (!await EndsInTimeAsync(work, limit, patience, delivery))
        {
            await ended.DisposeAsync();
            budget.Close();
            _ = FinishDetachedAsync(instanceId, step, work, detachable);
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
    private async Task FinishDetachedAsync(Guid instanceId, string step, Task work, CancellationTokenSource detachable)
    {
        using (detachable)
        {
            await using var stopping = Stopping.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), detachable);
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
                StepLog.DetachedFailed(logger, step, instanceId, exception);
            }
        }
    }
}
