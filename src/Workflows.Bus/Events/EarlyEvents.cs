using System.Collections.Immutable;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Offers events that came before any instance listened to an instance that begins to listen.</summary>
internal sealed class EarlyEvents(IInstanceGateway gateway, TransitionRunner runner, WorkflowRegistry registry, EventOptions options)
{
    /// <returns>What that changed.</returns>
    public async Task<IReadOnlyList<Transition>> OfferAsync(WorkflowInstance instance, ImmutableArray<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        if (registry.Find(instance.Workflow, instance.Version) is not { } plan)
            return [];

        var types = new Dictionary<string, Type>(StringComparer.Ordinal);
        var keys = new HashSet<WaitKey>();
        foreach (var subscription in subscriptions)
        {
            if (TypeOf(plan, subscription) is { } type && options.Windows.Of(type) > TimeSpan.Zero)
            {
                types[subscription.EventType] = type;
                keys.Add(new WaitKey(subscription.Wait, subscription.Key));
            }
        }

        return keys.Count == 0 ? [] : await OfferAsync(instance, types, [.. keys], cancellationToken);
    }

    private async Task<IReadOnlyList<Transition>> OfferAsync(WorkflowInstance instance, Dictionary<string, Type> types, WaitKey[] keys, CancellationToken cancellationToken)
    {
        var taken = new List<Transition>();
        foreach (var parked in await gateway.FindParkedAsync(instance.Workflow, keys, cancellationToken))
        {
            // A wait of that name may be for another type in another version.
            if (!types.TryGetValue(parked.EventType, out var type))
                continue;

            var trigger = new EventTrigger { EventId = parked.EventId, EventType = type, Event = options.Json.Events.Deserialize(parked.Body, type) };
            var outcome = await runner.RunAsync(instance.Id, trigger, cancellationToken);
            if (outcome.Transition is null)
                continue;

            taken.Add(outcome.Transition);
            await gateway.MarkOfferedAsync(parked.EventId, instance.Workflow, cancellationToken);
        }

        return taken;
    }

    private static Type? TypeOf(WorkflowPlan plan, Subscription subscription) =>
        (plan.Find(subscription.Wait) as WaitNode)?.Find(subscription.EventType)?.EventType;
}
