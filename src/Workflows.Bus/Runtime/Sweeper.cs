using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Finds instances that were silent for too long and has them drive themselves on; drops events that nobody came for.</summary>
internal sealed class Sweeper(StaleClaims claims, InstanceAddresses addresses, BusSender sender, ExpiredEvents expired, Quarantine quarantine, ILogger<Sweeper> logger)
{
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        IReadOnlyList<StaleInstance> stale;
        do
        {
            stale = await claims.NextAsync(cancellationToken);
            foreach (var instance in stale)
                await DriveOnAsync(instance, cancellationToken);

            count += stale.Count;
        }
        while (stale.Count == StaleClaims.BatchSize);

        if (count > 0)
            RuntimeLog.Swept(logger, count);

        await expired.PurgeAsync(cancellationToken);
        await quarantine.ForgetAsync(cancellationToken);
    }

    /// <summary>
    /// An instance of a version that no running process has, or whose endpoint has no queue, stays claimed: it is looked at again after the threshold,
    /// and keeps nobody else from being driven on.
    /// </summary>
    private async Task DriveOnAsync(StaleInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            await TryDriveOnAsync(instance, cancellationToken);
        }
        catch (Exception exception) when (Poison.Is(exception))
        {
            // Something of it makes no sense, such as its address. The others of the batch are claimed as well: nobody else would look at them now.
            RuntimeLog.EffectsLeftToSweeper(logger, instance.Id, exception);
            await quarantine.NoteInstanceAsync(instance.Id, exception, cancellationToken);
        }
    }

    private async Task TryDriveOnAsync(StaleInstance instance, CancellationToken cancellationToken)
    {
        if (await addresses.IsAbandonedAsync(instance.Workflow, instance.Version, cancellationToken) || await addresses.FindAsync(instance.Workflow, instance.Version, cancellationToken) is not { } address)
            return;

        try
        {
            await sender.SendOnceAsync(address, new RedriveWorkflow(instance.Id), cancellationToken);
        }
        catch (MessageReturnedException exception)
        {
            RuntimeLog.EffectsLeftToSweeper(logger, instance.Id, exception);
        }
    }
}
