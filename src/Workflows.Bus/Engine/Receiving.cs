using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>A wait takes an event: one that has just come, or one that was kept for it.</summary>
internal static class Receiving
{
    /// <summary>A branch that rests at the wait takes an event, and goes on if the wait is over.</summary>
    /// <returns>Whether it took it; it passes over an event for which the condition does not hold.</returns>
    public static bool TryReceive(TransitionDraft draft, Token token, WaitNode wait, EventTrigger trigger)
    {
        var awaited = wait.Find(trigger.EventType)!;
        string? patch;
        try
        {
            if (!Accepts(draft, wait, awaited, trigger.Event))
                return false;

            patch = Apply(draft, wait, awaited, trigger.Event);
        }
        catch (UserCodeException exception)
        {
            Fault(draft, token, wait, trigger, exception);
            return true;
        }

        WriteReceived(draft, token, wait, awaited, trigger.EventId, patch, trigger.Actor, trigger.Reason);
        var received = token.Received.Add(awaited.EventName);
        if (Waiting.IsOver(wait, received))
        {
            draft.Close(token);
            Advance.To(draft, wait.Next);
        }
        else
        {
            Waiting.Stay(draft, token, wait, received);
        }

        return true;
    }

    /// <summary>Takes the kept events that are for the wait, oldest first, until it is over.</summary>
    /// <param name="draft">Takes the changes.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="token">The branch that rests there; null: it is about to come.</param>
    /// <param name="received">What the wait has received; what it takes is added, also where a later one fails.</param>
    /// <returns>Whether it took one.</returns>
    public static bool TakeKept(TransitionDraft draft, WaitNode wait, Token? token, ref ImmutableArray<string> received)
    {
        var taken = false;
        foreach (var kept in draft.Kept.Where(kept => kept.Waits.Contains(wait.Name)).ToArray())
        {
            if (wait.Find(kept.EventType) is not { } awaited || received.Contains(awaited.EventName))
                continue;

            var value = Read(draft, wait, awaited, kept);
            if (!Accepts(draft, wait, awaited, value))
                continue;

            var patch = Apply(draft, wait, awaited, value);
            draft.Kept.Remove(kept);
            WriteReceived(draft, token, wait, awaited, kept.Id, patch, null, null);
            received = received.Add(awaited.EventName);
            taken = true;
            if (Waiting.IsOver(wait, received))
                break;
        }

        return taken;
    }

    private static bool Accepts(TransitionDraft draft, WaitNode wait, AwaitedEvent awaited, object @event) =>
        awaited.Condition is not { } condition || UserCodeException.Call(wait.Name, () => condition(draft.State.Value, @event));

    /// <returns>What the event changed in the state, as a patch.</returns>
    private static string? Apply(TransitionDraft draft, WaitNode wait, AwaitedEvent awaited, object @event) =>
        awaited.Apply is { } apply ? UserCodeException.Call(wait.Name, () => draft.State.Change(state => apply(state, @event))) : null;

    /// <summary>The event stays with the instance: a retry, after a fix, takes it again.</summary>
    private static void Fault(TransitionDraft draft, Token token, WaitNode wait, EventTrigger trigger, UserCodeException exception)
    {
        if (Keeping.TryKeep(draft, trigger, [wait.Name]) is { } problem)
            Keeping.Drop(draft, trigger, problem);

        draft.Error = ErrorText.Of(exception.InnerException!);
        draft.Write(EntryKind.WorkflowFaulted, token, error: draft.Error);
        draft.Update(token with { State = WorkflowTokenState.Faulted, Timer = null, DueAt = null });
    }

    private static object Read(TransitionDraft draft, WaitNode wait, AwaitedEvent awaited, KeptEvent kept) =>
        UserCodeException.Call(wait.Name, () => draft.Settings.EventJson.Deserialize(kept.Body, awaited.EventType));

    private static void WriteReceived(TransitionDraft draft, Token? token, WaitNode wait, AwaitedEvent awaited, Guid eventId, string? patch, string? actor, string? reason) =>
        draft.Write(EntryKind.EventReceived, token, wait.Name, actor, reason,
            new EntryDetail { EventType = awaited.EventName, EventId = eventId }, patch: patch);
}
