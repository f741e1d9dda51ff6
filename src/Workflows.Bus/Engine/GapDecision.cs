using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Kinds;

namespace Workflows.Engine;

/// <summary>
/// What comes of a trigger while the definition of the instance, or its node, is missing: what comes once and not again is noted for the time when it is
/// known, and the instance stops with a sentence. An operator may pause or cancel it, and rewind it where the version is known.
/// </summary>
internal static class GapDecision
{
    /// <param name="gap">What is missing.</param>
    /// <param name="draft">Takes the changes; it has the course where the program is known but lacks a node.</param>
    /// <param name="instance">As it was before.</param>
    /// <param name="trigger">What happens to the instance.</param>
    public static Decision Decide(string gap, TransitionDraft draft, WorkflowInstance instance, Trigger trigger)
    {
        switch (trigger)
        {
            case CancelTrigger cancel:
                return OperationDecision.Cancel(draft, cancel);
            case PauseTrigger pause:
                return AllowedOperations.WhyNot(OperationKinds.Pause, StandingOf.Instance(instance)) is { } whyNot
                    ? Decision.Refuse(WorkflowRefusal.WrongStatus, whyNot)
                    : OperationDecision.Pause(draft, pause, listenAsBefore: true);
            case RewindTrigger rewind when draft.Course is not null:
                return OperationDecision.Rewind(draft, rewind);
            case OperationTrigger or EventTrigger { IsDirect: true }:
                return Decision.Refuse(WorkflowRefusal.WrongStatus, gap);
            case ListenTrigger:
                return Decision.Ignore(gap);
            case EventTrigger received:
                return Receive(gap, draft, received);
        }

        var noted = GapNote.TryTake(draft, trigger);
        return noted || !draft.Execution.Undefined ? Stop(gap, draft) : Decision.Ignore(gap);
    }

    private static Decision Receive(string gap, TransitionDraft draft, EventTrigger trigger)
    {
        // A process that knows the version takes it.
        if (draft.Course is not { } course)
            return Decision.Ignore(gap);

        var waits = draft.Execution.Subscriptions.Where(subscription => IsFor(course, subscription, trigger)).Select(subscription => subscription.Place).Distinct().ToArray();
        if (waits.Length == 0)
            return new Ignored(gap, IsUnmatched: true);

        if (Keeping.TryKeep(draft, trigger, waits) is { } problem)
            Keeping.Drop(draft, trigger, problem);

        draft.Seen.Add(trigger.EventId);
        return Stop(gap, draft);
    }

    /// <summary>A wait that is gone had its key from the event as the waits have that are there.</summary>
    private static bool IsFor(ICourse course, Subscription subscription, EventTrigger trigger)
    {
        var own = (course.Find(subscription.Scope, subscription.Wait) as ProgramWait)?.Events.Find(subscription.EventType);
        var awaited = own is not null ? [own] : course.Terms.Waits.Select(wait => wait.Events.Find(trigger.EventType)).OfType<AwaitedEvent>();
        return (own?.EventType == trigger.EventType || (own is null && MessageName.Means(subscription.EventType, trigger.EventType)))
            && awaited.Any(known => known.Correlation is { } correlation && correlation.IsOrWasKey(trigger.Event, subscription.Key));
    }

    private static Decision Stop(string gap, TransitionDraft draft)
    {
        if (draft.Execution.Undefined)
            return draft.Build(listenAsBefore: true);

        draft.Execution = draft.Execution with { Undefined = true };
        draft.Error = ErrorText.Of(DefinitionGap.ErrorType, gap);
        draft.Write(EntryKind.WorkflowFaulted, draft.Tokens.FirstOrDefault(), error: draft.Error);
        return draft.Build(listenAsBefore: true);
    }
}
