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

    /// <returns>How many were due.</returns>
    public async Task<int> DispatchDueAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        int taken;
        do
        {
            taken = await store.TakeDueAsync(time.GetUtcNow(), BatchSize, timers => DeliverAsync(timers, cancellationToken), cancellationToken);
            count += taken;
        }
        while (taken == BatchSize);

        return count;
    }

    private async Task<IReadOnlyCollection<Guid>> DeliverAsync(IReadOnlyList<DueTimer> timers, CancellationToken cancellationToken)
    {
        var delivered = await Task.WhenAll(timers.Select(timer => TryDeliverAsync(timer, cancellationToken)));
        return [.. timers.Where((_, index) => delivered[index]).Select(timer => timer.Id)];
    }

    private async Task<bool> TryDeliverAsync(DueTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            if (timer.Message is { } message)
                await transport.SendAsync(message, cancellationToken);
            else
                await SendAsync(timer, cancellationToken);

            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            TimerLog.DeliveryFailed(logger, timer.Id, exception);
            return false;
        }
    }

    private async Task SendAsync(DueTimer timer, CancellationToken cancellationToken)
    {
        var instanceId = timer.InstanceId!.Value;
        if (await addresses.FindAsync(timer.Workflow!, timer.Version, cancellationToken) is { } address)
            await transport.SendAsync(address, new TimerElapsed(instanceId, timer.Id), cancellationToken);
        else
            await transport.RunHereAsync(instanceId, new TimerTrigger(timer.Id), cancellationToken);
    }
}
