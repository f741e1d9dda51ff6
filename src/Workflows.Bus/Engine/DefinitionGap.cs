using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// An instance whose definition, or whose node, this process does not know. It stops with a sentence saying so, until the sweep finds a process that
/// knows it; it never goes on by guessing.
/// </summary>
internal static class DefinitionGap
{
    /// <summary>Stands as the type of the error of the instance.</summary>
    public const string ErrorType = "Workflows.DefinitionMissing";

    /// <returns>What is missing; null: nothing.</returns>
    public static string? Of(WorkflowPlan? plan, WorkflowInstance instance)
    {
        if (plan is null)
            return $"{instance.Workflow} v{instance.Version} is not registered in this process, but the instance runs on it. Register that version again, and the instance goes on; or cancel it.";

        foreach (var token in instance.Execution.Tokens)
        {
            if (plan.Find(token.Node) is null)
                return $"{plan.Identity} has no node '{token.Node}' any more, but the instance stands there. Give a changed definition a new version; put the node back and retry, rewind the instance to a node there is, or cancel it.";
        }

        return null;
    }

    /// <param name="gap">What is missing.</param>
    /// <param name="draft">Takes the changes; it has the plan where that is known but lacks a node.</param>
    /// <param name="trigger">What happens to the instance.</param>
    public static Decision Decide(string gap, TransitionDraft draft, Trigger trigger)
    {
        switch (trigger)
        {
            case CancelTrigger cancel:
                return OperationDecision.Cancel(draft, cancel);
            case RewindTrigger rewind when draft.Plan is not null:
                return OperationDecision.Rewind(draft, WorkflowStatus.Faulted, rewind);
            case OperationTrigger or EventTrigger { IsDirect: true }:
                return Decision.Refuse(WorkflowRefusal.WrongStatus, gap);

            // A process that knows the version takes it.
            case EventTrigger when draft.Plan is null:
                return Decision.Ignore(gap);
        }

        var noted = Note(draft, trigger);
        if (draft.Execution.Undefined)
            return noted ? draft.Build(listenAsBefore: true) : Decision.Ignore(gap);

        draft.Execution = draft.Execution with { Undefined = true };
        draft.Error = ErrorText.Of(ErrorType, gap);
        draft.Write(EntryKind.WorkflowFaulted, draft.Tokens.FirstOrDefault(), error: draft.Error);
        return draft.Build(listenAsBefore: true);
    }

    /// <summary>What comes once and not again is noted, for the time when the definition is known.</summary>
    private static bool Note(TransitionDraft draft, Trigger trigger) => trigger switch
    {
        TimerTrigger timer => NoteElapsed(draft, timer),
        StepHeldTrigger held => NoteHeld(draft, held),
        _ => false,
    };

    private static bool NoteHeld(TransitionDraft draft, StepHeldTrigger held)
    {
        if (StepDecision.OpenAttempt(draft, held.Token, held.Attempt) is not { StartedAt: null } token)
            return false;

        draft.Update(token with { State = WorkflowTokenState.Held });
        return true;
    }

    private static bool NoteElapsed(TransitionDraft draft, TimerTrigger timer)
    {
        draft.Spend(timer.Timer);
        if (EarlyTimer.TrySetAgain(draft, timer))
            return true;

        if (draft.Execution.TimeoutTimer == timer.Timer)
        {
            draft.Execution = draft.Execution with { TimeoutTimer = null, TimeoutAt = null, TimeoutPassed = true };
            return true;
        }

        var at = draft.Tokens.FindIndex(token => token.Timer == timer.Timer);
        if (at < 0)
            return false;

        draft.Update(draft.Tokens[at] with { Timer = null, Elapsed = true });
        return true;
    }
}
