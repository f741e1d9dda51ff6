using System.Collections.Immutable;
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

        var types = plan.Waits.Where(wait => options.Windows.Of(wait.EventType) > TimeSpan.Zero)
            .ToDictionary(wait => wait.Name, wait => wait.EventType, StringComparer.Ordinal);
        var keys = subscriptions.Where(subscription => types.ContainsKey(subscription.Wait))
            .Select(subscription => new WaitKey(subscription.Wait, subscription.Key)).ToArray();
        if (keys.Length == 0)
            return [];

        var taken = new List<Transition>();
        foreach (var parked in await gateway.FindParkedAsync(instance.Workflow, keys, cancellationToken))
        {
            // A wait of that name may be for another type in another version.
            if (types.Values.FirstOrDefault(type => type.FullName == parked.EventType) is not { } type)
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
}
