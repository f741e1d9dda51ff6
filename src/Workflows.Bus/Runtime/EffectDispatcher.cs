using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Does what follows from a committed transition, and from no other: held messages, step messages, the alarm for timers, events that were waiting for a
/// subscription. Whoever commits a transition does so once. Only who comes upon the work of another that may have died does again what follows from the
/// instance row: receivers know what they have seen.
/// </summary>
internal sealed class EffectDispatcher(HeldMessageSender held, StepMessageSender steps, IEffectListener listener, EarlyEffects early, TimeProvider time, ILogger<EffectDispatcher> logger)
{
    private static readonly TimeSpan _callerPatience = TimeSpan.FromSeconds(5);

    /// <param name="transition">The committed transition.</param>
    /// <param name="carrier">Steps carried under the message of this token are not sent: their worker goes on with them.</param>
    /// <param name="cancellationToken">Gives up; the sweeper does the rest later.</param>
    /// <returns>False: a message can never be sent, and the instance has stopped for it.</returns>
    public async Task<bool> DispatchAsync(Transition transition, int? carrier, CancellationToken cancellationToken)
    {
        listener.Committed(transition);
        var allSent = transition.Held.IsEmpty || await held.SendAsync(transition.Instance.Id, transition.Held, cancellationToken);

        foreach (var token in transition.Dispatched)
        {
            if (carrier is null || token.CarriedBy != carrier)
                await steps.SendAsync(transition.Instance, token, cancellationToken);
        }

        if (!transition.TimersSet.IsEmpty)
            await listener.ArmAsync(transition.TimersSet.Min(timer => timer.DueAt), cancellationToken);

        if (!transition.Subscribed.IsEmpty)
            await OfferEarlyEventsAsync(transition.Instance, transition.Subscribed, cancellationToken);

        return allSent;
    }

    /// <summary>
    /// Does again what follows from the instance as it stands: whoever was to do it may have died behind the commit.
    /// A step whose start is recorded, or which its worker goes on with, has a message of its own or under way.
    /// </summary>
    public async Task RedispatchAsync(WorkflowInstance instance, CancellationToken cancellationToken)
    {
        if (!instance.Execution.Outbox.IsEmpty)
            await held.SendAgainAsync(instance, cancellationToken);

        foreach (var token in instance.Execution.Tokens)
        {
            if (token is { State: WorkflowTokenState.Dispatched, StartedAt: null, CarriedBy: null })
                await steps.SendAsync(instance, token, cancellationToken, repeated: true);
        }

        await WakeAgainAsync(instance, cancellationToken);
    }

    /// <summary>Sets the alarm again for what the instance has due, and offers it again the early events that it listens for.</summary>
    public async Task WakeAgainAsync(WorkflowInstance instance, CancellationToken cancellationToken)
    {
        if (instance.Execution.EarliestDueAt is { } due)
            await listener.ArmAsync(due, cancellationToken);

        if (!instance.Execution.Subscriptions.IsEmpty)
            await OfferEarlyEventsAsync(instance, instance.Execution.Subscriptions, cancellationToken);
    }

    /// <summary>
    /// For callers that nobody will call again: what cannot be sent within a few seconds is left to the sweeper. Before the bus is there, nobody waits at all.
    /// </summary>
    public async Task DispatchUnguardedAsync(Transition transition, CancellationToken cancellationToken)
    {
        if (early.TryKeep(transition))
            return;

        using var patience = new CancellationTokenSource(_callerPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await DispatchAsync(transition, null, either.Token);
        }
        catch (Exception exception)
        {
            RuntimeLog.EffectsLeftToSweeper(logger, transition.Instance.Id, exception);
        }
    }

    private async Task OfferEarlyEventsAsync(WorkflowInstance instance, ImmutableArray<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        foreach (var taken in await listener.SubscribedAsync(instance, subscriptions, cancellationToken))
            await DispatchAsync(taken, null, cancellationToken);
    }
}
