using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Finds the instances of a workflow that an event is for, and keeps an event that no instance listens for yet.</summary>
internal sealed class EventRouter(IInstanceGateway gateway, WorkflowRegistry registry, EventOptions options, TimeProvider time)
{
    /// <param name="plan">The workflow, in the version whose endpoint the event came to.</param>
    /// <param name="eventType">Type that the waits name.</param>
    /// <param name="eventId">Id of the message.</param>
    /// <param name="event">The event.</param>
    /// <param name="offer">Hands the event to one instance; says whether it was for the instance: taken, kept, known or passed over.</param>
    /// <param name="cancellationToken">Gives up; the delivery comes again.</param>
    public async Task RouteAsync(WorkflowPlan plan, Type eventType, Guid eventId, object @event, Func<Guid, Task<bool>> offer, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(registry.LatestWaitingFor(plan.Name, eventType), plan))
            return;

        var keys = KeysOf(plan.Name, eventType, @event);
        if (keys.Count == 0)
            return;

        var subscribers = await gateway.FindSubscribersAsync(plan.Name, keys, cancellationToken);
        if (await OfferAsync(subscribers, offer, cancellationToken))
            return;

        // Those that were found have ended or gone on at this moment: another may be about to begin.
        await OfferAsync(await ParkAsync(plan.Name, eventType, eventId, @event, keys, subscribers, cancellationToken), offer, cancellationToken);
    }

    /// <summary>
    /// Write, commit, then look at the other's table: the instance does the same the other way round, so whichever comes second sees the first.
    /// Looking only before the commit loses events.
    /// </summary>
    /// <returns>Instances that listen now, without those that were asked before.</returns>
    private async Task<IReadOnlyList<Guid>> ParkAsync(string workflow, Type eventType, Guid eventId, object @event, IReadOnlyList<WaitKey> keys, IReadOnlyList<Guid> asked, CancellationToken cancellationToken)
    {
        var window = options.Windows.Of(eventType);
        if (window <= TimeSpan.Zero)
            return [];

        var now = time.GetUtcNow();
        await gateway.ParkAsync(new ParkedEvent
        {
            EventId = eventId,
            Workflow = workflow,
            Keys = keys,
            EventType = eventType.FullName!,
            Body = options.Json.Events.Serialize(@event, eventType),
            ReceivedAt = now,
            ExpiresAt = now + window,
        }, cancellationToken);

        var found = (await gateway.FindSubscribersAsync(workflow, keys, cancellationToken)).Except(asked).ToArray();
        if (found.Length > 0)
            await gateway.MarkOfferedAsync(eventId, workflow, cancellationToken);

        return found;
    }

    /// <returns>Whether it was for one of them.</returns>
    private static async Task<bool> OfferAsync(IReadOnlyList<Guid> subscribers, Func<Guid, Task<bool>> offer, CancellationToken cancellationToken)
    {
        if (subscribers.Count <= 1)
            return subscribers.Count == 1 && await offer(subscribers[0]);

        var isMatched = false;
        await Parallel.ForEachAsync(subscribers, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken }, async (id, _) =>
        {
            if (await offer(id))
                isMatched = true;
        });
        return isMatched;
    }

    private List<WaitKey> KeysOf(string workflow, Type eventType, object @event)
    {
        List<WaitKey>? keys = null;
        foreach (var plan in registry.VersionsOf(workflow))
        {
            foreach (var wait in plan.Waits)
            {
                if (wait.EventType != eventType || wait.Correlation?.FromEvent(@event) is not { } key || key.Length > KeyText.MaxLength)
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
