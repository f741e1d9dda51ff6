using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>Sends the messages of timers that are due, and deletes the timers. A timer that is sent twice changes nothing the second time.</summary>
internal sealed class TimerDispatcher(IWorkflowStore store, InstanceAddresses addresses, ITimerTransport transport, TimeProvider time, ILogger<TimerDispatcher> logger)
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
        var taken = await store.TakeDueAsync(
            now,
            BatchSize,
            async timers =>
            {
                var delivered = await DeliverAsync(timers, grace.Token);
                sent = delivered.Length;
                return delivered;
            },
            grace.Token,
            retryAt: now + _retryDelay);
        return (taken, sent);
    }

    private async Task<Guid[]> DeliverAsync(IReadOnlyList<DueTimer> timers, CancellationToken cancellationToken)
    {
        var errors = await Task.WhenAll(timers.Select(timer => TryDeliverAsync(timer, cancellationToken)));
        var firstFailed = Array.FindIndex(errors, error => error is not null);
        if (firstFailed >= 0)
            TimerLog.DeliveryFailed(logger, errors.Count(error => error is not null), timers[firstFailed].Id, errors[firstFailed]!);

        return [.. timers.Where((_, index) => errors[index] is null).Select(timer => timer.Id)];
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
        var instanceId = timer.InstanceId!.Value;
        if (await addresses.FindAsync(timer.Workflow!, timer.Version, cancellationToken) is { } address)
            await transport.SendAsync(address, new TimerElapsed(instanceId, timer.Id) { SentAt = time.GetUtcNow() }, cancellationToken);
        else
            await transport.RunHereAsync(instanceId, new TimerTrigger(timer.Id, time.GetUtcNow()), cancellationToken);
    }
}
