using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What happens at a wait: it is reached, is over, or runs out of time.</summary>
internal static class Waiting
{
    /// <param name="draft">Takes the changes.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="received">What it received before the branch stopped there and was let go on; what it takes is added.</param>
    /// <param name="node">The next one, if the branch does not rest here.</param>
    /// <returns>Whether the branch rests here.</returns>
    public static bool Enter(TransitionDraft draft, WaitNode wait, ref ImmutableArray<string> received, ref PlanNode? node)
    {
        if (Receiving.TakeKept(draft, wait, null, ref received) && IsOver(wait, received))
        {
            node = wait.Next;
            return false;
        }

        // From here on the key must be there: a wait that cannot listen would wait for ever.
        foreach (var awaited in wait.Events)
        {
            if (!received.Contains(awaited.EventName))
                Listening.KeyOf(draft, wait, awaited);
        }

        if (wait.Timeout is null)
        {
            Rest(draft, wait, received, null);
            return true;
        }

        var timeout = UserCodeException.Call(wait.Name, () => wait.Timeout(draft.State.Value));
        if (timeout > TimeSpan.Zero)
        {
            Rest(draft, wait, received, DueTime.After(draft.Now, timeout));
            return true;
        }

        draft.Write(EntryKind.WaitTimedOut, node: wait.Name);
        if (!wait.HasTimeoutBranch)
        {
            FaultTimedOut(draft, wait, received);
            return true;
        }

        node = wait.OnTimeout;
        return false;
    }

    /// <summary>It took one of its events and waits on for the others, with the time it has left.</summary>
    public static Token Stay(TransitionDraft draft, Token token, WaitNode wait, ImmutableArray<string> received)
    {
        var staying = token with { Received = received, EventTypes = Unlisted(wait, received) };
        draft.Update(staying);
        return staying;
    }

    public static void TimeOut(TransitionDraft draft, Token token, WaitNode wait)
    {
        draft.Write(EntryKind.WaitTimedOut, token, detail: new EntryDetail { DueAt = token.DueAt });
        draft.Close(token);
        if (wait.HasTimeoutBranch)
            Advance.To(draft, wait.OnTimeout);
        else
            FaultTimedOut(draft, wait, token.Received);
    }

    /// <summary>A branch that rests at the wait takes the events that came while the instance was held.</summary>
    /// <returns>The branch, if it rests there still; null: it went on, or an event could not be taken.</returns>
    public static Token? Resume(TransitionDraft draft, Token token, WaitNode wait)
    {
        if (!draft.Kept.Any(kept => kept.Waits.Contains(wait.Name)))
            return token;

        var received = token.Received;
        try
        {
            if (!Receiving.TakeKept(draft, wait, token, ref received))
                return token;
        }
        catch (UserCodeException exception)
        {
            draft.Close(token);
            Advance.FaultAt(draft, wait, exception, received);
            return null;
        }

        if (!IsOver(wait, received))
            return Stay(draft, token, wait, received);

        draft.Close(token);
        Advance.To(draft, wait.Next);
        return null;
    }

    public static bool IsOver(WaitNode wait, ImmutableArray<string> received) =>
        wait.Rule == WaitRule.All ? wait.Events.All(awaited => received.Contains(awaited.EventName)) : !received.IsEmpty;

    private static void Rest(TransitionDraft draft, WaitNode wait, ImmutableArray<string> received, DateTimeOffset? dueAt) =>
        draft.Open(wait.Name, WorkflowTokenState.Waiting, dueAt: dueAt, received: received, eventTypes: Unlisted(wait, received));

    /// <summary>Whoever shows the instance does not know its definition. Most events have a subscription that says that they are awaited.</summary>
    private static ImmutableArray<string> Unlisted(WaitNode wait, ImmutableArray<string> received)
    {
        var unlisted = ImmutableArray<string>.Empty;
        foreach (var awaited in wait.Events)
        {
            if (awaited.Correlation is null && !received.Contains(awaited.EventName))
                unlisted = unlisted.Add(awaited.EventName);
        }

        return unlisted;
    }

    private static void FaultTimedOut(TransitionDraft draft, WaitNode wait, ImmutableArray<string> received)
    {
        var missing = wait.Events.Where(awaited => !received.Contains(awaited.EventName)).Select(awaited => awaited.EventType.Name).ToArray();
        var late = missing.Length == 1 || wait.Rule == WaitRule.Any ? $"No {string.Join(" or ", missing)}" : $"Not all of {string.Join(", ", missing)}";
        Advance.FaultAt(draft, wait, new WaitTimeoutException($"{late} came in time for '{wait.Name}', and the wait has no branch for that. Retry waits again, skip goes on without it."), received);
    }
}
