using Workflows.Contracts;
using Workflows.Definition;

namespace Workflows.Engine;

/// <summary>What comes of an event: the waits that rest for it take it; if none does, a wait ahead has it kept.</summary>
internal static class EventDecision
{
    public static Decision Decide(TransitionDraft draft, EventTrigger trigger)
    {
        if (draft.Seen.Contains(trigger.EventId))
            return Decision.Ignore("the event was taken before");

        var waits = Matching(draft, trigger);
        if (waits.Count == 0)
            return NothingWaits(draft, trigger);

        var resting = draft.IsHeld ? [] : draft.Tokens.Where(token => token.State == WorkflowTokenState.Waiting && waits.Any(wait => wait.Name == token.Node)).ToArray();
        var taken = false;
        var passedOver = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in resting)
        {
            var wait = waits.First(wait => wait.Name == token.Node);
            if (Accepts(draft, wait, trigger))
            {
                Waiting.Receive(draft, token, wait, trigger);
                taken = true;
            }
            else
            {
                passedOver.Add(wait.Name);
            }
        }

        if (!taken && !TryKeep(draft, trigger, waits.Where(wait => !passedOver.Contains(wait.Name))))
            return passedOver.Count > 0 ? Decision.Ignore("the condition of the wait does not hold for the event") : NothingWaits(draft, trigger);

        draft.Seen.Add(trigger.EventId);
        return draft.Build();
    }

    private static List<WaitNode> Matching(TransitionDraft draft, EventTrigger trigger) =>
        draft.Tokens
            .SelectMany(token => draft.Plan!.Find(token.Node)?.WaitsAhead ?? [])
            .Distinct()
            .Where(wait => wait.EventType == trigger.EventType && (trigger.IsDirect || KeyFits(draft, wait, trigger)))
            .ToList();

    private static bool KeyFits(TransitionDraft draft, WaitNode wait, EventTrigger trigger) =>
        wait.Correlation is { } correlation
        && draft.Execution.Subscriptions.FirstOrDefault(known => known.Wait == wait.Name) is { } subscription
        && correlation.FromEvent(trigger.Event) == subscription.Key;

    private static bool Accepts(TransitionDraft draft, WaitNode wait, EventTrigger trigger) =>
        wait.Condition is null || wait.Condition(draft.State.Value, trigger.Event);

    /// <summary>A wait that opted out of early events still gets what comes while the instance is held at it.</summary>
    private static bool TryKeep(TransitionDraft draft, EventTrigger trigger, IEnumerable<WaitNode> waits)
    {
        var keeping = waits
            .Where(wait => !wait.IgnoreEarlyEvents || draft.Tokens.Any(token => token.Node == wait.Name && token.State == WorkflowTokenState.Waiting))
            .Select(wait => wait.Name)
            .ToArray();
        if (keeping.Length == 0)
            return false;

        Waiting.Keep(draft, trigger, keeping);
        return true;
    }

    private static Decision NothingWaits(TransitionDraft draft, EventTrigger trigger) =>
        trigger.IsDirect
            ? Decision.Refuse(WorkflowRefusal.WrongStatus, $"No wait ahead of {WhereIs(draft)} takes {trigger.EventType.Name}.")
            : Decision.Ignore("nothing waits for the event");

    private static string WhereIs(TransitionDraft draft) =>
        draft.Tokens.Count == 0 ? "the end of the instance" : $"'{string.Join("', '", draft.Tokens.Select(token => token.Node))}'";
}
