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
            var keeping = waits.Except(passedOver).Where(wait => Keeps(draft, wait, trigger.EventType)).Select(wait => wait.Name).ToArray();
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

    private static List<WaitNode> Matching(TransitionDraft draft, EventTrigger trigger) =>
        draft.WaitsAhead
            .Where(wait => wait.Find(trigger.EventType) is { } awaited && Listening.Awaits(draft, wait, awaited.EventName)
                && (trigger.IsDirect || KeyFits(draft, wait, awaited, trigger)))
            .ToList();

    private static bool KeyFits(TransitionDraft draft, WaitNode wait, AwaitedEvent awaited, EventTrigger trigger) =>
        awaited.Correlation is { } correlation
        && draft.Execution.Subscriptions.FirstOrDefault(known => known.Wait == wait.Name && known.EventType == awaited.EventName) is { } subscription
        && correlation.FromEvent(trigger.Event) == subscription.Key;

    /// <summary>Hands the event to the branches that rest at one of the waits. An instance that is held takes nothing yet.</summary>
    private static (bool Taken, List<WaitNode> PassedOver) Offer(TransitionDraft draft, EventTrigger trigger, List<WaitNode> waits)
    {
        var taken = false;
        var passedOver = new List<WaitNode>();
        if (draft.IsHeld)
            return (taken, passedOver);

        foreach (var token in draft.Tokens.Where(token => token.State == WorkflowTokenState.Waiting).ToArray())
        {
            if (draft.EndedAs is not null || waits.Find(wait => wait.Name == token.Node) is not { } wait)
                continue;

            if (Receiving.TryReceive(draft, token, wait, trigger))
                taken = true;
            else
                passedOver.Add(wait);
        }

        return (taken, passedOver);
    }

    /// <summary>A wait that opted out of early events still gets what comes while the instance is held at it.</summary>
    private static bool Keeps(TransitionDraft draft, WaitNode wait, Type eventType) =>
        !wait.Find(eventType)!.IgnoreEarlyEvents || draft.Tokens.Exists(token => Listening.IsAt(token, wait));

    private static Decision NothingTakes(TransitionDraft draft, EventTrigger trigger, List<WaitNode> passedOver)
    {
        if (passedOver.Count > 0)
            return trigger.IsDirect
                ? Decision.Refuse(WorkflowRefusal.WrongStatus, $"'{passedOver[0].Name}' does not take this {trigger.EventType.Name}: its condition does not hold.")
                : Decision.Ignore("the condition of the wait does not hold for the event");

        return trigger.IsDirect
            ? Decision.Refuse(WorkflowRefusal.WrongStatus, $"No wait at or ahead of {WhereIs(draft)} takes {trigger.EventType.Name} now.")
            : new Ignored("nothing waits for the event", IsUnmatched: true);
    }

    private static string WhereIs(TransitionDraft draft) =>
        draft.Tokens.Count == 0 ? "the end of the instance" : $"'{string.Join("', '", draft.Tokens.Select(token => token.Node))}'";
}
