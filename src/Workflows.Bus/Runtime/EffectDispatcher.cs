using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Does what follows from a committed transition: held messages, step messages, the alarm for timers, events that were waiting for a subscription.
/// All of it can be derived from the instance row and repeated without harm.
/// </summary>
internal sealed class EffectDispatcher(BusSender sender, StepMessages steps, TransitionRunner runner, IEffectListener listener, TimeProvider time, ILogger<EffectDispatcher> logger)
{
    private static readonly TimeSpan _callerPatience = TimeSpan.FromSeconds(5);

    /// <param name="transition">The committed transition.</param>
    /// <param name="carrier">Steps carried under the message of this token are not sent: their worker goes on with them.</param>
    /// <param name="cancellationToken">Gives up; the sweeper does the rest later.</param>
    public async Task DispatchAsync(Transition transition, int? carrier, CancellationToken cancellationToken)
    {
        listener.Committed(transition);
        if (transition.HasOutbox)
            await SendHeldAsync(transition.Instance, cancellationToken);

        foreach (var token in transition.Dispatched)
        {
            if (carrier is null || token.CarriedBy != carrier)
                await SendStepAsync(transition.Instance, token, cancellationToken);
        }

        if (!transition.TimersSet.IsEmpty)
            await listener.ArmAsync(transition.TimersSet.Min(timer => timer.DueAt), cancellationToken);

        if (!transition.Subscribed.IsEmpty)
            await OfferEarlyEventsAsync(transition.Instance, transition.Subscribed, cancellationToken);
    }

    /// <summary>
    /// Does again what follows from the instance as it stands: whoever was to do it may have died behind the commit.
    /// A step whose start is recorded, or which its worker goes on with, has a message of its own or under way.
    /// </summary>
    public async Task RedispatchAsync(WorkflowInstance instance, CancellationToken cancellationToken)
    {
        if (!instance.Execution.Outbox.IsEmpty)
            await SendHeldAsync(instance, cancellationToken);

        foreach (var token in instance.Execution.Tokens)
        {
            if (token is { State: WorkflowTokenState.Dispatched, StartedAt: null, CarriedBy: null })
                await SendStepAsync(instance, token, cancellationToken);
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

    /// <summary>For callers that nobody will call again: what cannot be sent within a few seconds is left to the sweeper.</summary>
    public async Task DispatchUnguardedAsync(Transition transition, CancellationToken cancellationToken)
    {
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

    /// <summary>
    /// A queue that no process has declared yet must not hold up what caused the step: the instance has a time at which it counts as forgotten, and is
    /// driven on then.
    /// </summary>
    private async Task SendStepAsync(WorkflowInstance instance, Token token, CancellationToken cancellationToken)
    {
        if (steps.For(instance, token) is not var (address, message))
            return;

        try
        {
            await sender.SendAsync(address, message, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeLog.EffectsLeftToSweeper(logger, instance.Id, exception);
        }
    }

    private async Task SendHeldAsync(WorkflowInstance instance, CancellationToken cancellationToken)
    {
        foreach (var held in instance.Execution.Outbox)
            await sender.SendAsync(held, cancellationToken);

        var sent = instance.Execution.Outbox.Select(held => held.MessageId).ToArray();
        var outcome = await runner.RunAsync(instance.Id, new MessagesSentTrigger(sent), cancellationToken);
        if (outcome.Transition is { } cleared)
            listener.Committed(cleared);
    }

    private async Task OfferEarlyEventsAsync(WorkflowInstance instance, ImmutableArray<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        foreach (var taken in await listener.SubscribedAsync(instance, subscriptions, cancellationToken))
            await DispatchAsync(taken, null, cancellationToken);
    }
}
