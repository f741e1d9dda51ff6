using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>Sends the messages of timers that are due, and deletes the timers. A timer that is sent twice changes nothing the second time.</summary>
internal sealed class TimerDispatcher(IWorkflowStore store, InstanceAddresses addresses, ITimerTransport transport, Quarantine quarantine, TimeProvider time, ILogger<TimerDispatcher> logger)
{
    private const int BatchSize = 500;

    /// <summary>A broker that is away must not hold rows of the table locked for long.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    /// <summary>What is on its way when the process stops may arrive: whoever took it up again would send it a second time.</summary>
    private static readonly TimeSpan _stopPatience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(10);

    /// <returns>How many messages were sent.</returns>
    public async Task<int> DispatchDueAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        (int Taken, int Sent) batch;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch = await DispatchBatchAsync(cancellationToken);
            total += batch.Sent;
        }
        while (batch.Taken == BatchSize);

        return total;
    }

    private async Task<(int Taken, int Sent)> DispatchBatchAsync(CancellationToken cancellationToken)
    {
        using var grace = new Grace(time, _stopPatience, cancellationToken, _patience);
        var now = time.GetUtcNow();
        var sent = 0;
        IReadOnlyList<(DueTimer Timer, Exception Error)> failed = [];
        var taken = await store.TakeDueAsync(
            now,
            BatchSize,
            async timers =>
            {
                failed = await DeliverAsync(timers, grace.Token);
                sent = timers.Count - failed.Count;
                return [.. timers.Select(timer => timer.Id).Except(failed.Select(failure => failure.Timer.Id))];
            },
            grace.Token,
            retryAt: now + _retryDelay);

        // Behind the transaction that holds the rows.
        foreach (var (timer, error) in failed)
            await quarantine.NoteAsync(PoisonOf(timer), error, cancellationToken);

        return (taken, sent);
    }

    /// <returns>Those whose messages could not be sent.</returns>
    private async Task<IReadOnlyList<(DueTimer Timer, Exception Error)>> DeliverAsync(IReadOnlyList<DueTimer> timers, CancellationToken cancellationToken)
    {
        var errors = await Task.WhenAll(timers.Select(timer => TryDeliverAsync(timer, cancellationToken)));
        var failed = timers.Zip(errors).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!)).ToArray();
        if (failed is [var (first, error), ..])
            TimerLog.DeliveryFailed(logger, failed.Length, first.Id, error);

        return failed;
    }

    private async Task<Exception?> TryDeliverAsync(DueTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            if (timer.Message is { } message)
                await transport.SendAsync(message, cancellationToken);
            else
                await SendAsync(timer, cancellationToken);

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async Task SendAsync(DueTimer timer, CancellationToken cancellationToken)
    {
        if (timer is not { InstanceId: { } instanceId, Workflow: { } workflow })
            throw new UnreadableRowException("The timer is neither of an instance of a workflow nor a scheduled message.");

        if (await addresses.FindAsync(workflow, timer.Version, cancellationToken) is { } address)
            await transport.SendAsync(address, new TimerElapsed(instanceId, timer.Id) { SentAt = time.GetUtcNow() }, cancellationToken);
        else
            await transport.RunHereAsync(instanceId, new TimerTrigger(timer.Id, time.GetUtcNow()), cancellationToken);
    }

    private static PoisonRow PoisonOf(DueTimer timer) =>
        new(WorkflowQuarantineKind.Timer, timer.Id) { Workflow = timer.Workflow, Version = timer.Workflow is null ? null : timer.Version, InstanceId = timer.InstanceId };
}
