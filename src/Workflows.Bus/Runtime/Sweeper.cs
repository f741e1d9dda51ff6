using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Finds instances that were silent for too long and has them drive themselves on; drops events that nobody came for.</summary>
internal sealed class Sweeper(IWorkflowStore store, InstanceAddresses addresses, BusSender sender, DurableWorkflowOptions options, TimeProvider time, ILogger<Sweeper> logger)
{
    private const int BatchSize = 500;

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        IReadOnlyList<StaleInstance> stale;
        do
        {
            var now = time.GetUtcNow();
            stale = await store.ClaimStaleAsync(now, Staleness.Coarse(now, options.StaleAfter), BatchSize, cancellationToken);
            foreach (var instance in stale)
                await DriveOnAsync(instance, cancellationToken);

            count += stale.Count;
        }
        while (stale.Count == BatchSize);

        if (count > 0)
            RuntimeLog.Swept(logger, count);

        var expired = await store.PurgeParkedAsync(time.GetUtcNow(), cancellationToken);
        if (expired > 0)
            RuntimeLog.EventsExpired(logger, expired);
    }

    /// <summary>An instance of a workflow that no process registers any more stays claimed: it is looked at again after the threshold.</summary>
    private async Task DriveOnAsync(StaleInstance instance, CancellationToken cancellationToken)
    {
        if (await addresses.FindAsync(instance.Workflow, instance.Version, cancellationToken) is { } address)
            await sender.SendAsync(address, new RedriveWorkflow(instance.Id), cancellationToken);
    }
}
