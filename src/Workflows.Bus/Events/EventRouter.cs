using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Finds the instances of a workflow that an event is for, and keeps an event that no instance listens for yet.</summary>
internal sealed class EventRouter(IInstanceGateway gateway, WorkflowRegistry registry, EventOptions options, TimeProvider time)
{
    /// <param name="workflow">Name of the workflow.</param>
    /// <param name="eventType">Type that the waits name.</param>
    /// <param name="eventId">Id of the message.</param>
    /// <param name="event">The event.</param>
    /// <param name="offer">Hands the event to one instance; says whether the instance took or kept it.</param>
    /// <param name="cancellationToken">Gives up; the delivery comes again.</param>
    public async Task RouteAsync(string workflow, Type eventType, Guid eventId, object @event, Func<Guid, Task<bool>> offer, CancellationToken cancellationToken)
    {
        var keys = KeysOf(workflow, eventType, @event);
        if (keys.Count == 0)
            return;

        var subscribers = await gateway.FindSubscribersAsync(workflow, keys, cancellationToken);
        if (subscribers.Count == 0)
            subscribers = await ParkAsync(workflow, eventType, eventId, @event, keys, cancellationToken);

        await OfferAsync(subscribers, offer, cancellationToken);
    }

    /// <summary>
    /// Write, commit, then look at the other's table: the instance does the same the other way round, so whichever comes second sees the first.
    /// Looking only before the commit loses events.
    /// </summary>
    private async Task<IReadOnlyList<Guid>> ParkAsync(string workflow, Type eventType, Guid eventId, object @event, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken)
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

        var subscribers = await gateway.FindSubscribersAsync(workflow, keys, cancellationToken);
        if (subscribers.Count > 0)
            await gateway.MarkOfferedAsync(eventId, workflow, cancellationToken);

        return subscribers;
    }

    private static Task OfferAsync(IReadOnlyList<Guid> subscribers, Func<Guid, Task<bool>> offer, CancellationToken cancellationToken) =>
        subscribers.Count switch
        {
            0 => Task.CompletedTask,
            1 => offer(subscribers[0]),
            _ => Parallel.ForEachAsync(subscribers, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken },
                async (id, _) => await offer(id)),
        };

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
