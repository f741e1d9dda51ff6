using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Takes up events that processes kept which did not know the versions that they may be for.</summary>
internal sealed class KeptForVersions(IInstanceGateway gateway, WorkflowRegistry registry, EventRouter router, KeptPassages passages, KeptMessages messages, EventOptions options, Quarantine quarantine, ILogger<KeptForVersions> logger)
{
    public async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        foreach (var versions in registry.Plans.GroupBy(plan => plan.Name, StringComparer.Ordinal))
        {
            var keys = versions.Select(plan => WaitKey.OfVersion(plan.Version)).ToArray();
            foreach (var parked in await gateway.FindParkedAsync(versions.Key, keys, cancellationToken))
            {
                foreach (var plan in versions.Where(plan => parked.Keys.Contains(WaitKey.OfVersion(plan.Version))))
                    await TakeUpAsync(plan, parked, cancellationToken);
            }

            foreach (var plan in versions)
                await messages.TakeUpAsync(plan, cancellationToken);
        }
    }

    private async Task TakeUpAsync(WorkflowPlan plan, ParkedEvent parked, CancellationToken cancellationToken)
    {
        if (plan.AwaitedTypes.FirstOrDefault(known => MessageName.Means(parked.EventType, known)) is not { } type)
            EventLog.KeptEventUnawaited(logger, parked.EventType, parked.EventId, plan.Name, plan.Version);
        else if (!await TryTakeUpAsync(plan, parked, type, cancellationToken))
            return;

        await gateway.ReleaseParkedAsync(parked.EventId, plan.Name, WaitKey.OfVersion(plan.Version), cancellationToken);
    }

    /// <returns>False: it stays, and those behind it are taken up all the same.</returns>
    private async Task<bool> TryTakeUpAsync(WorkflowPlan plan, ParkedEvent parked, Type type, CancellationToken cancellationToken)
    {
        try
        {
            var delivered = new DeliveredEvent(plan, type, parked.EventId, options.Read(parked, type), IsRedelivered: true)
            {
                OnlyFor = [plan.Version],
                Context = parked.Context ?? new EventContext { MessageId = parked.EventId },
            };
            await router.RouteHereAsync(delivered, passages.Of(delivered, cancellationToken), isShared: true, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Poison.Is(exception))
        {
            if (!await quarantine.NoteAsync(PoisonRow.Of(parked), exception, cancellationToken))
                EventLog.KeptEventNotTakenUp(logger, parked.EventType, parked.EventId, plan.Name, plan.Version, exception);

            return false;
        }
    }
}
