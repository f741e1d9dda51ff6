using Workflows.Contracts;
using Workflows.Definition;

namespace Workflows.Engine;

/// <summary>What comes of an event: the waits that rest for it take it; if none does, a wait ahead has it kept.</summary>
internal static class EventDecision
{
    public static Decision Decide(TransitionDraft draft, EventTrigger trigger)
    {
        var waits = Matching(draft, trigger);
        var (taken, passedOver) = Offer(draft, trigger, waits);
        if (!taken)
        {
            var keeping = waits.Except(passedOver).Where(ahead => Keeps(draft, ahead, trigger.EventType)).Select(ahead => ahead.Place).ToArray();
            if (keeping.Length == 0)
                return NothingTakes(draft, trigger, passedOver);

            if (Keeping.TryKeep(draft, trigger, keeping) is { } problem)
            {
                if (trigger.IsDirect)
                    return Decision.Refuse(WorkflowRefusal.Malformed, $"The event cannot be kept until its wait is reached: {problem}.");

                Keeping.Drop(draft, trigger, problem);
            }
        }

        draft.Seen.Add(trigger.EventId);
        return draft.Build();
    }

    private static List<WaitAhead> Matching(TransitionDraft draft, EventTrigger trigger) =>
        draft.WaitsAhead
            .Where(ahead => ahead.Wait.Events.Find(trigger.EventType) is { } awaited && Listening.Awaits(draft, ahead, awaited.EventName)
                && (trigger.IsDirect || KeyFits(draft, ahead, awaited, trigger)))
            .ToList();

    /// <summary>
    /// By what the instance listens with, and by what its state says: it may listen for a definition that stood under the same name and version before, in which the
    /// wait had another key or was not for the event.
    /// </summary>
    private static bool KeyFits(TransitionDraft draft, WaitAhead ahead, AwaitedEvent awaited, EventTrigger trigger) =>
        awaited.Correlation?.TryFromEvent(trigger.Event) is { } key
        && (draft.Execution.Subscriptions.Any(known => known.Key == key && known.Wait == ahead.Wait.Name && known.Scope == ahead.Scope && MayMean(known.EventType, ahead.Wait, awaited))
            || key == Listening.TryKeyOf(draft, ahead.Wait, awaited));

    /// <summary>A name that nothing answers to was stored by a release in which the type, or the key, was written otherwise. The state says what it listens for.</summary>
    private static bool MayMean(string eventName, ProgramWait wait, AwaitedEvent awaited) => (wait.Events.Find(eventName) ?? awaited) == awaited;

    /// <summary>Hands the event to the branches that rest at one of the waits. An instance that is held takes nothing yet.</summary>
    private static (bool Taken, List<WaitAhead> PassedOver) Offer(TransitionDraft draft, EventTrigger trigger, List<WaitAhead> waits)
    {
        var taken = false;
        var passedOver = new List<WaitAhead>();
        if (draft.IsHeld)
            return (taken, passedOver);

        foreach (var token in draft.Tokens.Where(token => token.State == WorkflowTokenState.Waiting).ToArray())
        {
            if (draft.EndedAs is not null || waits.Find(ahead => ahead.Place == token.Place) is not { Wait: not null } ahead || !draft.Tokens.Contains(token))
                continue;

            if (Receiving.TryReceive(draft, token, ahead.Wait, trigger))
                taken = true;
            else
                passedOver.Add(ahead);
        }

        return (taken, passedOver);
    }

    /// <summary>A wait that opted out of early events still gets what comes while the instance is held at it.</summary>
    private static bool Keeps(TransitionDraft draft, WaitAhead ahead, Type eventType) =>
        !ahead.Wait.Events.Find(eventType)!.IgnoreEarlyEvents || draft.Tokens.Exists(token => Listening.IsAt(token, ahead));

    private static Decision NothingTakes(TransitionDraft draft, EventTrigger trigger, List<WaitAhead> passedOver)
    {
        if (passedOver.Count > 0)
            return trigger.IsDirect
                ? Decision.Refuse(WorkflowRefusal.WrongStatus, $"'{passedOver[0].Place}' does not take this {trigger.EventType.Name}: its condition does not hold.")
                : Decision.Ignore("the condition of the wait does not hold for the event");

        return trigger.IsDirect
            ? Decision.Refuse(WorkflowRefusal.WrongStatus, $"No wait at or ahead of {WhereIs(draft)} takes {trigger.EventType.Name} now.")
            : new Ignored("nothing waits for the event", IsUnmatched: true);
    }

    private static string WhereIs(TransitionDraft draft) =>
        draft.Tokens.Count == 0 ? "the end of the instance" : $"'{string.Join("', '", draft.Tokens.Select(token => token.Place))}'";
}
