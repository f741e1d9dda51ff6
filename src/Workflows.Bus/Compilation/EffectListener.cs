using System.Collections.Immutable;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Runtime;
using Workflows.Timers;

namespace Workflows.Compilation;

/// <summary>Where steps, timers and events meet behind a commit.</summary>
internal sealed class EffectListener(ITimerAlarm alarm, EarlyEvents earlyEvents, IEnumerable<ICommitObserver> observers) : IEffectListener
{
    private readonly ICommitObserver[] _observers = [.. observers];

    public void Committed(Transition transition)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer.Committed(transition);
            }
            catch (Exception)
            {
                // A logger or a listener to metrics failed. What is committed has effects all the same, and they must be sent.
            }
        }
    }

    public ValueTask ArmAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) => alarm.ArmAsync(dueAt, cancellationToken);

    public Task<IReadOnlyList<Transition>> SubscribedAsync(WorkflowInstance instance, ImmutableArray<Subscription> subscriptions, CancellationToken cancellationToken) =>
        earlyEvents.OfferAsync(instance, subscriptions, cancellationToken);
}
