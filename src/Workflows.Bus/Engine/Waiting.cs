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

        if (wait.Timeout is null)
        {
            draft.Open(wait.Name, WorkflowTokenState.Waiting);
            return true;
        }

        var timeout = UserCodeException.Call(wait.Name, () => wait.Timeout(draft.State.Value));
        if (timeout > TimeSpan.Zero)
        {
            draft.Open(wait.Name, WorkflowTokenState.Waiting, dueAt: DueTime.After(draft.Now, timeout));
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
    public static void Receive(TransitionDraft draft, Token token, WaitNode wait, EventTrigger trigger)
    {
        string? patch = null;
        try
        {
            if (wait.Apply is { } apply)
                patch = UserCodeException.Call(wait.Name, () => draft.State.Change(state => apply(state, trigger.Event)));
        }
        catch (UserCodeException exception)
        {
            // The event stays with the instance: a retry, after a fix, takes it again.
            Keep(draft, trigger, [wait.Name]);
            draft.Error = ErrorText.Of(exception.InnerException!);
            draft.Write(EntryKind.WorkflowFaulted, token, error: draft.Error);
            draft.Update(token with { State = WorkflowTokenState.Faulted, Timer = null, DueAt = null });
            return;
        }

        WriteReceived(draft, token, wait, trigger.EventId, patch, trigger.Actor, trigger.Reason);
        draft.Close(token);
        Advance.To(draft, wait.Next);
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

    public static void Keep(TransitionDraft draft, EventTrigger trigger, IEnumerable<string> waits)
    {
        if (draft.Kept.Count >= draft.Settings.KeptEventLimit)
        {
            draft.Write(EntryKind.EventDropped, reason: $"the instance keeps {draft.Settings.KeptEventLimit} early events already",
                detail: new EntryDetail { EventType = trigger.EventType.FullName, EventId = trigger.EventId });
            return;
        }

        var body = draft.Settings.EventJson.Serialize(trigger.Event, trigger.EventType);
        draft.Kept.Add(new KeptEvent(trigger.EventId, trigger.EventType.FullName!, body, draft.Now, [.. waits]));
        draft.Write(EntryKind.EventKept, actor: trigger.Actor, reason: trigger.Reason,
            detail: new EntryDetail { EventType = trigger.EventType.FullName, EventId = trigger.EventId });
    }

    private static bool TakeKept(TransitionDraft draft, WaitNode wait, Token? token = null)
    {
        foreach (var kept in draft.Kept.Where(kept => kept.Waits.Contains(wait.Name)).ToArray())
        {
            var value = Read(draft, wait, kept);
            if (wait.Condition is { } condition && !UserCodeException.Call(wait.Name, () => condition(draft.State.Value, value)))
                continue;

            var patch = wait.Apply is { } apply
                ? UserCodeException.Call(wait.Name, () => draft.State.Change(state => apply(state, value)))
                : null;
            draft.Kept.Remove(kept);
            WriteReceived(draft, token, wait, kept.Id, patch, null, null);
            if (token is not null)
                draft.Close(token);

            return true;
        }

        return false;
    }

    private static object Read(TransitionDraft draft, WaitNode wait, KeptEvent kept) =>
        UserCodeException.Call(wait.Name, () => draft.Settings.EventJson.Deserialize(kept.Body, wait.EventType));

    private static void WriteReceived(TransitionDraft draft, Token? token, WaitNode wait, Guid eventId, string? patch, string? actor, string? reason) =>
        draft.Write(EntryKind.EventReceived, token, wait.Name, actor, reason,
            new EntryDetail { EventType = wait.EventName, EventId = eventId }, patch: patch);

    private static void FaultTimedOut(TransitionDraft draft, WaitNode wait) =>
        Advance.FaultAt(draft, wait, new WaitTimeoutException($"No {wait.EventType.Name} came in time for '{wait.Name}', and the wait has no branch for that. Retry waits again, skip goes on without it."));
}
