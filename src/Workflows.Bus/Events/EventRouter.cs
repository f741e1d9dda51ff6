using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Finds the instances of a workflow that an event is for, and keeps an event that no instance listens for yet.</summary>
internal sealed class EventRouter(IInstanceGateway gateway, WorkflowRegistry registry, EventOptions options, TimeProvider time)
{
    /// <param name="delivered">The event, at the endpoint of one version.</param>
    /// <param name="offer">Hands the event to one instance; says whether it was for the instance: taken, kept, known or passed over.</param>
    /// <param name="resume">Does again what follows for an instance that took the event before.</param>
    /// <param name="cancellationToken">Gives up; the delivery comes again.</param>
    public async Task RouteAsync(DeliveredEvent delivered, Func<Guid, Task<bool>> offer, Func<Guid, Task> resume, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(registry.LatestWaitingFor(delivered.Workflow, delivered.EventType), delivered.Plan))
            return;

        var keys = KeysOf(delivered);
        if (keys.Count == 0)
            return;

        // Who took it does not listen for it any more, but may not have had what follows from it: the process died behind the commit.
        var takers = delivered.IsRedelivered ? await gateway.FindTakersAsync(delivered.Workflow, delivered.EventId, cancellationToken) : [];
        foreach (var taker in takers)
            await resume(taker);

        if (takers.Count > 0)
            await gateway.MarkOfferedAsync(delivered.EventId, delivered.Workflow, cancellationToken);

        var subscribers = await gateway.FindSubscribersAsync(delivered.Workflow, keys, cancellationToken);
        if (await OfferAsync(subscribers.Except(takers), offer, cancellationToken) || takers.Count > 0)
            return;

        // Those that were found have ended or gone on at this moment: another may be about to begin.
        var found = await ParkAsync(delivered, keys, cancellationToken);
        if (await OfferAsync(found.Except(subscribers), offer, cancellationToken))
            await gateway.MarkOfferedAsync(delivered.EventId, delivered.Workflow, cancellationToken);
    }

    /// <summary>
    /// Write, commit, then look at the other's table: the instance does the same the other way round, so whichever comes second sees the first.
    /// Looking only before the commit loses events.
    /// </summary>
    private async Task<IReadOnlyList<Guid>> ParkAsync(DeliveredEvent delivered, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken)
    {
        var window = options.Windows.Of(delivered.EventType);
        if (window <= TimeSpan.Zero)
            return [];

        var now = time.GetUtcNow();
        await gateway.ParkAsync(new ParkedEvent
        {
            EventId = delivered.EventId,
            Workflow = delivered.Workflow,
            Keys = keys,
            EventType = delivered.EventType.FullName!,
            Body = options.Json.Events.Serialize(delivered.Message, delivered.EventType),
            ReceivedAt = now,
            ExpiresAt = now + window,
        }, cancellationToken);

        return await gateway.FindSubscribersAsync(delivered.Workflow, keys, cancellationToken);
    }

    /// <returns>Whether it was for one of them.</returns>
    private static async Task<bool> OfferAsync(IEnumerable<Guid> instances, Func<Guid, Task<bool>> offer, CancellationToken cancellationToken)
    {
        var listening = instances.ToArray();
        if (listening.Length <= 1)
            return listening.Length == 1 && await offer(listening[0]);

        var isMatched = false;
        await Parallel.ForEachAsync(listening, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken }, async (id, _) =>
        {
            if (await offer(id))
                isMatched = true;
        });
        return isMatched;
    }

    private List<WaitKey> KeysOf(DeliveredEvent delivered)
    {
        List<WaitKey>? keys = null;
        foreach (var plan in registry.VersionsOf(delivered.Workflow))
        {
            foreach (var wait in plan.Waits)
            {
                if (wait.Find(delivered.EventType)?.Correlation?.FromEvent(delivered.Message) is not { } key || key.Length > KeyText.MaxLength)
                    continue;

                var pair = new WaitKey(wait.Name, key);
                if (keys is null || !keys.Contains(pair))
                    (keys ??= []).Add(pair);
            }
        }

        return keys ?? [];
    }

    /// <summary>Transitions that are offered at once are committed together.</summary>
    private const int MaxConcurrency = 256;
}
