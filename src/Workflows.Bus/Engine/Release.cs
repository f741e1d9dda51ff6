using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>An instance that was held goes on: everything that came or fell due meanwhile happens now.</summary>
internal static class Release
{
    public static void All(TransitionDraft draft)
    {
        if (draft.Execution.TimeoutPassed || draft.Execution.TimeoutAt <= draft.Now)
        {
            TimerDecision.TimeOutWorkflow(draft);
            if (draft.EndedAs is not null || draft.IsHeld)
                return;
        }

        foreach (var token in draft.Tokens.ToArray())
        {
            if (draft.EndedAs is not null)
                return;

            One(draft, token);
        }

        Advance.CompleteAtEnd(draft);
    }

    private static void One(TransitionDraft draft, Token token)
    {
        var node = draft.Find(token)!;
        if (token is { State: WorkflowTokenState.Held, Ended: { } ended })
        {
            StepDecision.End(draft, token with { Ended = null }, (ProgramStep)node, EndedAttempts.ToTrigger(token, ended));
        }
        else if (token.State == WorkflowTokenState.Held && token.Attempt > 0)
        {
            draft.Update(token with { State = WorkflowTokenState.Dispatched, Since = draft.Now });
        }
        else if (token.State == WorkflowTokenState.Held)
        {
            draft.Close(token);
            Advance.At(draft, token.Scope, node, token.Received);
        }
        else if ((token.State == WorkflowTokenState.Waiting ? Waiting.Resume(draft, token, (ProgramWait)node) : token) is { } resting
            && (resting.Elapsed || (resting.DueAt <= draft.Now && resting.State != WorkflowTokenState.Dispatched)))
        {
            TimerDecision.Elapse(draft, resting);
        }
    }
}
