using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Finds the instances of a workflow that an event is for, and keeps an event that no instance listens for yet.</summary>
internal sealed class EventRouter(IInstanceGateway gateway, WorkflowRegistry registry, EventOptions options, TimeProvider time)
{
    /// <param name="delivered">The event.</param>
    /// <param name="offer">Hands the event to one instance.</param>
    /// <param name="resume">Does again what follows for an instance that took the event before.</param>
    /// <param name="cancellationToken">Gives up; the delivery comes again.</param>
    public async Task RouteAsync(DeliveredEvent delivered, Func<Guid, Task> offer, Func<Guid, Task> resume, CancellationToken cancellationToken)
    {
        var keys = KeysOf(delivered);
        if (keys.Count == 0)
            return;

        // Who took it does not listen for it any more, but may not have had what follows from it: the process died behind the commit.
        var takers = delivered.IsRedelivered ? await gateway.FindTakersAsync(delivered.Workflow, delivered.EventId, cancellationToken) : [];
        var subscribers = await gateway.FindSubscribersAsync(delivered.Workflow, keys, cancellationToken);
        if (subscribers.Count == 0 && takers.Count == 0)
            subscribers = await ParkAsync(delivered, keys, cancellationToken);

        await ForEachAsync(takers, resume, cancellationToken);
        await ForEachAsync(takers.Count == 0 ? subscribers : [.. subscribers.Except(takers)], offer, cancellationToken);
    }

    /// <summary>
    /// Write, commit, then look at the other's table: the instance does the same the other way round, so whichever comes second sees the first.
    /// Looking only before the commit loses events.
    /// </summary>
    private async Task<IReadOnlyList<Guid>> ParkAsync(DeliveredEvent delivered, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken)
    {
        var (workflow, eventType, eventId, message, _) = delivered;
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
            Body = options.Json.Events.Serialize(message, eventType),
            ReceivedAt = now,
            ExpiresAt = now + window,
        }, cancellationToken);

        var subscribers = await gateway.FindSubscribersAsync(workflow, keys, cancellationToken);
        if (subscribers.Count > 0)
            await gateway.MarkOfferedAsync(eventId, workflow, cancellationToken);

        return subscribers;
    }

    private static Task ForEachAsync(IReadOnlyList<Guid> instances, Func<Guid, Task> act, CancellationToken cancellationToken) =>
        instances.Count switch
        {
            0 => Task.CompletedTask,
            1 => act(instances[0]),
            _ => Parallel.ForEachAsync(instances, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken },
                async (id, _) => await act(id)),
        };

    private List<WaitKey> KeysOf(DeliveredEvent delivered)
    {
        List<WaitKey>? keys = null;
        foreach (var plan in registry.VersionsOf(delivered.Workflow))
        {
            foreach (var wait in plan.Waits)
            {
                if (wait.EventType != delivered.EventType || wait.Correlation?.FromEvent(delivered.Message) is not { } key || key.Length > KeyText.MaxLength)
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
