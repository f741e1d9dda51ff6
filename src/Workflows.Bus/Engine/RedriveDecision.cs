using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// What comes of an instance that was silent for too long: its open step messages go out again, attempts whose worker recorded its start count as lost,
/// timers that are overdue go off. One whose definition was missing goes on. With nothing open it may rest again. The message to do so may come late or twice:
/// each token decides by what it says now, and one that was heard of since is left alone.
/// </summary>
internal static class RedriveDecision
{
    public static Decision Decide(TransitionDraft draft)
    {
        if (draft.Execution.Undefined)
        {
            Resumption.Run(draft, null, "its definition is known again");
            return draft.Build();
        }

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
        if (token.State == WorkflowTokenState.Dispatched && draft.Now - token.SilentSince < draft.Settings.StaleAfter)
            return;

        if (token is { State: WorkflowTokenState.Dispatched, StartedAt: not null })
        {
            StepFailure.Lose(draft, token);
        }
        else if (token.State == WorkflowTokenState.Dispatched)
        {
            draft.Write(EntryKind.WorkflowRedriven, token);
            draft.Update(token with { Repeated = true });
        }
        else if (!draft.IsHeld && IsTimed(token) && token.DueAt <= draft.Now)
        {
            TimerDecision.Elapse(draft, token);
        }
    }

    private static bool IsTimed(Token token) =>
        token.State is WorkflowTokenState.Scheduled or WorkflowTokenState.Backoff or WorkflowTokenState.Sleeping or WorkflowTokenState.Waiting;
}
