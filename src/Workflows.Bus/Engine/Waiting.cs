using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What happens at a wait: it is reached, takes an event, or runs out of time.</summary>
internal static class Waiting
{
    /// <returns>Whether the branch rests here; if not, <paramref name="node"/> is the next one.</returns>
    public static bool Enter(TransitionDraft draft, WaitNode wait, ref PlanNode? node)
    {
        if (TakeKept(draft, wait))
        {
            node = wait.Next;
            return false;
        }

        // From here on the key must be there: a wait that cannot listen would wait for ever.
        Listening.KeyOf(draft, wait);
        if (wait.Timeout is null)
        {
            draft.Open(wait.Name, WorkflowTokenState.Waiting, eventType: EventTypeToKeep(wait));
            return true;
        }

        var timeout = UserCodeException.Call(wait.Name, () => wait.Timeout(draft.State.Value));
        if (timeout > TimeSpan.Zero)
        {
            draft.Open(wait.Name, WorkflowTokenState.Waiting, dueAt: DueTime.After(draft.Now, timeout), eventType: EventTypeToKeep(wait));
            return true;
        }

        draft.Write(EntryKind.WaitTimedOut, node: wait.Name);
        if (!wait.HasTimeoutBranch)
        {
            FaultTimedOut(draft, wait);
            return true;
        }

        node = wait.OnTimeout;
        return false;
    }

    /// <summary>A branch that rests at the wait takes an event and goes on.</summary>
    /// <returns>Whether it did; it passes over an event for which the condition does not hold.</returns>
    public static bool TryReceive(TransitionDraft draft, Token token, WaitNode wait, EventTrigger trigger)
    {
        string? patch;
        try
        {
            if (!Accepts(draft, wait, trigger.Event))
                return false;

            patch = Apply(draft, wait, trigger.Event);
        }
        catch (UserCodeException exception)
        {
            FaultReceiving(draft, token, wait, trigger, exception);
            return true;
        }

        WriteReceived(draft, token, wait, trigger.EventId, patch, trigger.Actor, trigger.Reason);
        draft.Close(token);
        Advance.To(draft, wait.Next);
        return true;
    }

    public static void TimeOut(TransitionDraft draft, Token token, WaitNode wait)
    {
        draft.Write(EntryKind.WaitTimedOut, token, detail: new EntryDetail { DueAt = token.DueAt });
        draft.Close(token);
        if (wait.HasTimeoutBranch)
            Advance.To(draft, wait.OnTimeout);
        else
            FaultTimedOut(draft, wait);
    }

    /// <summary>A branch that rests at the wait takes an event that came while the instance was held.</summary>
    public static bool TryResume(TransitionDraft draft, Token token, WaitNode wait)
    {
        if (!draft.Kept.Any(kept => kept.Waits.Contains(wait.Name)))
            return false;

        if (!TakeKept(draft, wait, token))
            return false;

        Advance.To(draft, wait.Next);
        return true;
    }

    /// <summary>Whoever shows the instance does not know its definition. Most waits have a subscription that says what they wait for.</summary>
    private static string? EventTypeToKeep(WaitNode wait) => wait.Correlation is null ? wait.EventName : null;

    private static bool TakeKept(TransitionDraft draft, WaitNode wait, Token? token = null)
    {
        foreach (var kept in draft.Kept.Where(kept => kept.Waits.Contains(wait.Name)).ToArray())
        {
            var value = Read(draft, wait, kept);
            if (!Accepts(draft, wait, value))
                continue;

            var patch = Apply(draft, wait, value);
            draft.Kept.Remove(kept);
            WriteReceived(draft, token, wait, kept.Id, patch, null, null);
            if (token is not null)
                draft.Close(token);

            return true;
        }

        return false;
    }

    private static bool Accepts(TransitionDraft draft, WaitNode wait, object @event) =>
        wait.Condition is not { } condition || UserCodeException.Call(wait.Name, () => condition(draft.State.Value, @event));

    /// <returns>What the event changed in the state, as a patch.</returns>
    private static string? Apply(TransitionDraft draft, WaitNode wait, object @event) =>
        wait.Apply is { } apply ? UserCodeException.Call(wait.Name, () => draft.State.Change(state => apply(state, @event))) : null;

    /// <summary>The event stays with the instance: a retry, after a fix, takes it again.</summary>
    private static void FaultReceiving(TransitionDraft draft, Token token, WaitNode wait, EventTrigger trigger, UserCodeException exception)
    {
        if (Keeping.TryKeep(draft, trigger, [wait.Name]) is { } problem)
            Keeping.Drop(draft, trigger, problem);

        draft.Error = ErrorText.Of(exception.InnerException!);
        draft.Write(EntryKind.WorkflowFaulted, token, error: draft.Error);
        draft.Update(token with { State = WorkflowTokenState.Faulted, Timer = null, DueAt = null });
    }

    private static object Read(TransitionDraft draft, WaitNode wait, KeptEvent kept) =>
        UserCodeException.Call(wait.Name, () => draft.Settings.EventJson.Deserialize(kept.Body, wait.EventType));

    private static void WriteReceived(TransitionDraft draft, Token? token, WaitNode wait, Guid eventId, string? patch, string? actor, string? reason) =>
        draft.Write(EntryKind.EventReceived, token, wait.Name, actor, reason,
            new EntryDetail { EventType = wait.EventName, EventId = eventId }, patch: patch);

    private static void FaultTimedOut(TransitionDraft draft, WaitNode wait) =>
        Advance.FaultAt(draft, wait, new WaitTimeoutException($"No {wait.EventType.Name} came in time for '{wait.Name}', and the wait has no branch for that. Retry waits again, skip goes on without it."));
}
