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
    public static bool TryReceive(TransitionDraft draft, Token token, ProgramWait wait, EventTrigger trigger)
    {
        var awaited = wait.Events.Find(trigger.EventType)!;
        string? patch, result;
        try
        {
            if (!Accepts(draft, wait, awaited, trigger.Event))
                return false;

            CarriedHeaders.Take(draft, wait.Name, trigger.Context);
            patch = Apply(draft, wait, awaited, trigger.Event, trigger.Context);
            result = wait.KeepsEvents ? UserCodeException.Call(wait.Name, () => draft.Settings.EventJson.Serialize(trigger.Event, trigger.EventType)) : null;
        }
        catch (UserCodeException exception)
        {
            Fault(draft, token, trigger, exception);
            return true;
        }

        WriteReceived(draft, token, token.Place, awaited, trigger.EventId, patch, result, trigger.Actor, trigger.Reason);
        var received = token.Received.Add(awaited.EventName);
        if (Waiting.IsOver(wait, received))
        {
            draft.Close(token);
            Advance.Behind(draft, token, result: result);
        }
        else
        {
            Waiting.Stay(draft, token, wait, received);
        }

        return true;
    }

    /// <summary>Takes the kept events that are for the wait, oldest first, until it is over.</summary>
    /// <param name="draft">Takes the changes.</param>
    /// <param name="at">The wait.</param>
    /// <param name="token">The branch that rests there; null: it is about to come.</param>
    /// <param name="received">What the wait has received; what it takes is added, also where a later one fails.</param>
    /// <param name="result">What the journal keeps of the last that it took.</param>
    /// <returns>Whether it took one.</returns>
    public static bool TakeKept(TransitionDraft draft, WaitAhead at, Token? token, ref ImmutableArray<string> received, out string? result)
    {
        result = null;
        var (wait, taken) = (at.Wait, false);
        foreach (var kept in draft.Kept.Where(kept => kept.Waits.Contains(at.Place)).ToArray())
        {
            if (wait.Events.Find(kept.EventType) is not { } awaited)
            {
                Keeping.Drop(draft, kept, at.Place, $"no type that the wait is for answers to the name {kept.EventType}. A message that is renamed keeps its name on the bus by [MessageUrn(...)]");
                continue;
            }

            if (received.Contains(awaited.EventName))
                continue;

            var value = Read(draft, wait, awaited, kept);
            if (!Accepts(draft, wait, awaited, value))
                continue;

            var context = kept.Context ?? new EventContext { MessageId = kept.Id };
            CarriedHeaders.Take(draft, wait.Name, context);
            var patch = Apply(draft, wait, awaited, value, context);
            draft.Kept.Remove(kept);
            result = wait.KeepsEvents ? kept.Body : null;
            WriteReceived(draft, token, at.Place, awaited, kept.Id, patch, result, null, null);
            received = received.Add(awaited.EventName);
            taken = true;
            if (Waiting.IsOver(wait, received))
                break;
        }

        return taken;
    }

    private static bool Accepts(TransitionDraft draft, ProgramWait wait, AwaitedEvent awaited, object @event) =>
        awaited.Condition is not { } condition || UserCodeException.Call(wait.Name, () => condition(draft.State.Value, @event));

    /// <returns>What the event changed in the state, as a patch.</returns>
    private static string? Apply(TransitionDraft draft, ProgramWait wait, AwaitedEvent awaited, object @event, EventContext context) =>
        awaited.Apply is { } apply ? UserCodeException.Call(wait.Name, () => draft.State.Change(state => apply(state, @event, context))) : null;

    /// <summary>The event stays with the instance: a retry, after a fix, takes it again.</summary>
    private static void Fault(TransitionDraft draft, Token token, EventTrigger trigger, UserCodeException exception)
    {
        if (Keeping.TryKeep(draft, trigger, [token.Place]) is { } problem)
            Keeping.Drop(draft, trigger, problem);

        Fault(draft, token, exception);
    }

    /// <summary>The branch stops at its wait, until somebody retries.</summary>
    public static void Fault(TransitionDraft draft, Token token, UserCodeException exception)
    {
        var error = ErrorText.Of(exception.InnerException!);
        draft.Write(EntryKind.WorkflowFaulted, token, error: error);
        draft.Update(token with { State = WorkflowTokenState.Faulted, Error = error, Since = draft.Now, Timer = null, DueAt = null });
    }

    private static object Read(TransitionDraft draft, ProgramWait wait, AwaitedEvent awaited, KeptEvent kept) =>
        UserCodeException.Call(wait.Name, () => draft.Settings.EventJson.Deserialize(kept.Body, awaited.EventType));

    private static void WriteReceived(TransitionDraft draft, Token? token, WorkflowPlace wait, AwaitedEvent awaited, Guid eventId, string? patch, string? result, string? actor, string? reason) =>
        draft.Write(EntryKind.EventReceived, token, wait.Name, actor, reason,
            new EntryDetail { EventType = awaited.EventName, EventId = eventId, Result = result }, patch: patch, scope: wait.Parent);
}
