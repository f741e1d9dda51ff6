using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>An instance whose definition, or whose node, this process does not know. It stops with a sentence saying so; it never goes on by guessing.</summary>
internal static class DefinitionGap
{
    /// <summary>Stands as the type of the error of the instance.</summary>
    public const string ErrorType = "Workflows.DefinitionMissing";

    /// <returns>What is missing; null: nothing.</returns>
    public static string? Of(WorkflowPlan? plan, WorkflowInstance instance)
    {
        if (plan is null)
            return $"{instance.Workflow} v{instance.Version} is not registered in this process, but the instance runs on it. Register that version again and retry, or cancel the instance.";

        foreach (var token in instance.Execution.Tokens)
        {
            if (plan.Find(token.Node) is null)
                return $"{plan.Identity} has no node '{token.Node}' any more, but the instance stands there. Give a changed definition a new version; put the node back and retry, rewind the instance to a node there is, or cancel it.";
        }

        return null;
    }

    public static Decision Decide(string gap, TransitionDraft draft, WorkflowInstance instance, Trigger trigger)
    {
        switch (trigger)
        {
            case CancelTrigger cancel:
                return OperationDecision.Cancel(draft, cancel);
            case OperationTrigger or EventTrigger { IsDirect: true }:
                return Decision.Refuse(WorkflowRefusal.WrongStatus, gap);
        }

        var noted = NoteElapsed(draft, trigger);
        if (draft.Execution.Undefined)
            return noted ? draft.Build() : Decision.Ignore(gap);

        draft.Execution = draft.Execution with { Undefined = true };
        draft.Error = ErrorText.Of(ErrorType, gap);
        draft.Write(EntryKind.WorkflowFaulted, draft.Tokens.FirstOrDefault(), error: draft.Error);
        return draft.Build();
    }

    private static bool NoteElapsed(TransitionDraft draft, Trigger trigger)
    {
        if (trigger is not TimerTrigger timer)
            return false;

        draft.Spend(timer.Timer);
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
