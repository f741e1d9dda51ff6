using System.Collections.Immutable;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>What other parts do after a commit.</summary>
internal interface IEffectListener
{
    /// <summary>A transition was committed by this process. Must not block or throw.</summary>
    void Committed(Transition transition);

    /// <summary>A timer was set: the alarm must go off no later than this.</summary>
    ValueTask ArmAsync(DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>An instance began to listen: events that came before are to be offered to it.</summary>
    /// <returns>What that changed; the effects of it are still to be dispatched.</returns>
    Task<IReadOnlyList<Transition>> SubscribedAsync(WorkflowInstance instance, ImmutableArray<Subscription> subscriptions, CancellationToken cancellationToken);
}
