using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Offers events that came before any instance listened to an instance that begins to listen.</summary>
internal sealed class EarlyEvents(IInstanceGateway gateway, TransitionRunner runner, WorkflowRegistry registry, EventOptions options, Quarantine quarantine)
{
    /// <returns>What that changed.</returns>
    public async Task<IReadOnlyList<Transition>> OfferAsync(WorkflowInstance instance, ImmutableArray<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        if (registry.Find(instance.Workflow, instance.Version) is not { } plan)
            return [];

        var keys = new HashSet<WaitKey>();
        foreach (var subscription in subscriptions)
        {
            if (WaitOf(plan, subscription.Wait)?.Find(subscription.EventType)?.EventType is { } type && options.Windows.Of(type) > TimeSpan.Zero)
                keys.Add(new WaitKey(subscription.Wait, subscription.Key));
        }

        return keys.Count == 0 ? [] : await OfferAsync(plan, instance, [.. keys], cancellationToken);
    }

    private async Task<IReadOnlyList<Transition>> OfferAsync(WorkflowPlan plan, WorkflowInstance instance, WaitKey[] keys, CancellationToken cancellationToken)
    {
        var taken = new List<Transition>();
        foreach (var parked in await gateway.FindParkedAsync(instance.Workflow, keys, cancellationToken))
        {
            // A wait of that name may be for another type in another version.
            if (parked.Keys.Select(pair => WaitOf(plan, pair.Wait)?.Find(parked.EventType)?.EventType).FirstOrDefault(known => known is not null) is not { } type)
                continue;

            if (await ReadAsync(parked, type, cancellationToken) is not { } trigger)
                continue;

            var outcome = await runner.RunAsync(instance.Id, trigger, cancellationToken);
            if (outcome.Transition is null)
                continue;

            taken.Add(outcome.Transition);
            await gateway.MarkOfferedAsync(parked.EventId, instance.Workflow, cancellationToken);
        }

        return taken;
    }

    /// <returns>Null: it cannot be read, which keeps nobody from the others.</returns>
    private async Task<EventTrigger?> ReadAsync(ParkedEvent parked, Type type, CancellationToken cancellationToken)
    {
        try
        {
            return new EventTrigger { EventId = parked.EventId, EventType = type, Event = options.Read(parked, type), Context = parked.Context ?? new EventContext { MessageId = parked.EventId } };
        }
        catch (Exception exception)
        {
            await quarantine.NoteAsync(PoisonRow.Of(parked), exception, cancellationToken);
            return null;
        }
    }

    private static WaitNode? WaitOf(WorkflowPlan plan, string wait) => plan.Find(wait) as WaitNode;
}
