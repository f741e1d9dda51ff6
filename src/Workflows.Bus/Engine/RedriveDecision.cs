using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// What comes of an instance that was silent for too long: its open step messages go out again, attempts whose worker recorded its start count as lost,
/// timers that are overdue go off. One whose definition was missing goes on. With nothing open it may rest again. A message to do so that comes late or twice finds that the instance
/// has moved meanwhile, and leaves alone what has only just begun.
/// </summary>
internal static class RedriveDecision
{
    public static Decision Decide(TransitionDraft draft)
    {
        if (draft.Execution.Undefined)
            return OperationDecision.RetryUndefined(draft, new RetryTrigger(null, "its definition is known again"));

        foreach (var token in draft.Tokens.ToArray())
        {
            if (draft.EndedAs is null)
                Redrive(draft, token);
        }

        if (draft.EndedAs is null && !draft.IsHeld && draft.Execution.TimeoutAt <= draft.Now)
            TimerDecision.TimeOutWorkflow(draft);

        return draft.ChangesNothing ? Decision.Ignore("nothing of it is overdue") : draft.Build();
    }

    private static void Redrive(TransitionDraft draft, Token token)
    {
        if (token.State == WorkflowTokenState.Dispatched && !draft.WasSilent)
            return;

        if (token is { State: WorkflowTokenState.Dispatched, StartedAt: not null })
        {
            StepFailure.Lose(draft, token);
        }
        else if (token.State == WorkflowTokenState.Dispatched)
        {
            draft.Write(EntryKind.WorkflowRedriven, token);
            draft.Update(token);
        }
        else if (!draft.IsHeld && IsTimed(token) && token.DueAt <= draft.Now)
        {
            TimerDecision.Elapse(draft, token);
        }
    }

    private static bool IsTimed(Token token) =>
        token.State is WorkflowTokenState.Scheduled or WorkflowTokenState.Backoff or WorkflowTokenState.Sleeping or WorkflowTokenState.Waiting;
}
