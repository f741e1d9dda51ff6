using Workflows.Engine;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>The way of an event that was kept: no message brings it, so nothing passes through a state machine.</summary>
internal sealed class KeptPassages(TransitionRunner runner, EffectDispatcher effects)
{
    public IEventPassage Of(DeliveredEvent delivered, CancellationToken cancellationToken) => new Passage(runner, effects, delivered, cancellationToken);

    private sealed class Passage(TransitionRunner runner, EffectDispatcher effects, DeliveredEvent delivered, CancellationToken cancellationToken) : IEventPassage
    {
        public async Task<EventOffer> OfferAsync(Guid instanceId)
        {
            var trigger = new EventTrigger { EventId = delivered.EventId, EventType = delivered.EventType, Event = delivered.Message, Context = delivered.Context };
            var outcome = await runner.RunAsync(
                instanceId,
                instance => new ValueTask<Decision?>(instance is null || !delivered.IsFor(instance.Version) ? null : runner.Decide(instance, trigger)),
                cancellationToken);
            if (outcome.Transition is { } transition)
                await effects.DispatchAsync(transition, null, cancellationToken);

            return new EventOffer(outcome.Decision is not (null or Ignored { IsUnmatched: true }));
        }

        public async Task ResumeAsync(Guid instanceId)
        {
            var outcome = await runner.RunAsync(instanceId, _ => new ValueTask<Decision?>(result: null), cancellationToken);
            if (outcome.Instance is { } instance)
                await effects.RedispatchAsync(instance, cancellationToken);
        }

        public Task<bool> TryPassOnAsync(IReadOnlyCollection<int> versions) => Task.FromResult(false);
    }
}
