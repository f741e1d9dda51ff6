using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What happens at a wait: it is reached, is over, or runs out of time.</summary>
internal static class Waiting
{
    /// <param name="draft">Takes the changes.</param>
    /// <param name="at">The wait.</param>
    /// <param name="received">What it received before the branch stopped there and was let go on; what it takes is added.</param>
    /// <param name="passed">Takes how the branch leaves it, if it does not rest here.</param>
    /// <returns>Whether the branch rests here.</returns>
    public static bool Rests(TransitionDraft draft, WaitAhead at, ref ImmutableArray<string> received, ref Passed passed)
    {
        var wait = at.Wait;
        if (Receiving.TakeKept(draft, at, null, ref received, out var result) && IsOver(wait, received))
        {
            passed = passed with { Result = result };
            return false;
        }

        ThrowIfDeaf(draft, wait, received);
        if (wait.Timeout is null)
        {
            Rest(draft, at, received, null);
            return true;
        }

        var timeout = UserCodeException.Call(wait.Name, () => wait.Timeout(draft.State.Value));
        if (timeout > TimeSpan.Zero)
        {
            Rest(draft, at, received, DueTime.After(draft.Now, timeout));
            return true;
        }

        draft.Write(EntryKind.WaitTimedOut, node: wait.Name, scope: at.Scope);
        if (!wait.HasTimeoutBranch)
        {
            FaultTimedOut(draft, at, received);
            return true;
        }

        passed = passed with { Exit = Passed.Timeout };
        return false;
    }

    /// <summary>It took one of its events and waits on for the others, with the time it has left.</summary>
    /// <returns>The branch; null: nothing of what it still waits for could come, and it faulted.</returns>
    public static Token? Stay(TransitionDraft draft, Token token, ProgramWait wait, ImmutableArray<string> received)
    {
        try
        {
            ThrowIfDeaf(draft, wait, received);
        }
        catch (UserCodeException exception)
        {
            draft.Close(token);
            Advance.FaultAt(draft, token.Scope, wait, exception, received);
            return null;
        }

        var staying = token with { Received = received, EventTypes = Unlisted(wait, received) };
        draft.Update(staying);
        return staying;
    }

    public static void TimeOut(TransitionDraft draft, Token token, ProgramWait wait)
    {
        draft.Write(EntryKind.WaitTimedOut, token, detail: new EntryDetail { DueAt = token.DueAt });
        draft.Close(token);
        if (wait.HasTimeoutBranch)
            Advance.Behind(draft, token, Passed.Timeout);
        else
            FaultTimedOut(draft, new WaitAhead(token.Scope, wait), token.Received);
    }

    /// <summary>A branch that rests at the wait takes the events that came while the instance was held.</summary>
    /// <returns>The branch, if it rests there still; null: it went on, or an event could not be taken.</returns>
    public static Token? Resume(TransitionDraft draft, Token token, ProgramWait wait)
    {
        if (!draft.Kept.Any(kept => kept.Waits.Contains(token.Place)))
            return token;

        var received = token.Received;
        string? result;
        try
        {
            if (!Receiving.TakeKept(draft, new WaitAhead(token.Scope, wait), token, ref received, out result))
                return token;
        }
        catch (UserCodeException exception)
        {
            draft.Close(token);
            Advance.FaultAt(draft, token.Scope, wait, exception, received);
            return null;
        }

        if (!IsOver(wait, received))
            return Stay(draft, token, wait, received);

        draft.Close(token);
        Advance.Behind(draft, token, result: result);
        return null;
    }

    public static bool IsOver(ProgramWait wait, ImmutableArray<string> received) =>
        wait.Rule == WaitRule.All ? wait.Events.All(awaited => received.Contains(awaited.EventName)) : !received.IsEmpty;

    /// <summary>
    /// From here on the key must be there: a wait that cannot listen would wait for ever. Of a wait for several events one that comes may bring the key of
    /// another, as long as one can come at all.
    /// </summary>
    public static void ThrowIfDeaf(TransitionDraft draft, ProgramWait wait, ImmutableArray<string> received)
    {
        AwaitedEvent? deaf = null;
        var mayCome = false;
        foreach (var awaited in wait.Events)
        {
            if (received.Contains(awaited.EventName))
                continue;

            if (awaited.Correlation is null || Listening.KeyOf(draft, wait, awaited) is not null)
                mayCome = true;
            else
                deaf ??= awaited;
        }

        if (deaf is not null && !(mayCome && wait.Rule == WaitRule.All))
            throw new UserCodeException(wait.Name, new MissingKeyException(
                $"Expected the key of {deaf.EventType.Name} for '{wait.Name}', but {deaf.Correlation!.StateLabel ?? "what the state gives"} is null or empty, so that no event could ever wake the instance. "
                + "Set it in the starting state or in a step before the wait. Then rewind the instance to that step, or skip the wait."));
    }

    /// <summary>Brings up to date what stands at a branch of the events that it awaits.</summary>
    /// <returns>Whether that was another.</returns>
    public static bool Relist(TransitionDraft draft)
    {
        var changed = false;
        for (var i = 0; i < draft.Tokens.Count; i++)
        {
            var token = draft.Tokens[i];
            if (token.State != WorkflowTokenState.Waiting || draft.Find(token) is not ProgramWait wait || Unlisted(wait, token.Received) is var unlisted && unlisted.SequenceEqual(token.EventTypes))
                continue;

            draft.Tokens[i] = token with { EventTypes = unlisted };
            changed = true;
        }

        return changed;
    }

    private static void Rest(TransitionDraft draft, WaitAhead at, ImmutableArray<string> received, DateTimeOffset? dueAt) =>
        draft.Open(at.Scope, at.Wait.Name, WorkflowTokenState.Waiting, dueAt: dueAt, received: received, eventTypes: Unlisted(at.Wait, received));

    /// <summary>Whoever shows the instance does not know its definition. Most events have a subscription that says that they are awaited.</summary>
    private static ImmutableArray<string> Unlisted(ProgramWait wait, ImmutableArray<string> received)
    {
        var unlisted = ImmutableArray<string>.Empty;
        foreach (var awaited in wait.Events)
        {
            if (awaited.Correlation is null && !received.Contains(awaited.EventName))
                unlisted = unlisted.Add(awaited.EventName);
        }

        return unlisted;
    }

    private static void FaultTimedOut(TransitionDraft draft, WaitAhead at, ImmutableArray<string> received)
    {
        var wait = at.Wait;
        var missing = wait.Events.Where(awaited => !received.Contains(awaited.EventName)).Select(awaited => awaited.EventType.Name).ToArray();
        var late = missing.Length == 1 || wait.Rule == WaitRule.Any ? $"No {string.Join(" or ", missing)}" : $"Not all of {string.Join(", ", missing)}";
        Advance.FaultAt(draft, at.Scope, wait, new WaitTimeoutException($"{late} came in time for '{wait.Name}', and the wait has no branch for that. Retry waits again, skip goes on without it."), received);
    }
}
