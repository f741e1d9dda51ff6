using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What comes of a timer that is due.</summary>
internal static class TimerDecision
{
    public static Decision Decide(TransitionDraft draft, TimerTrigger trigger)
    {
        // The row of the timer is deleted by whoever sent the message; what is left of it is in the token.
        draft.Spend(trigger.Timer);
        if (EarlyTimer.TrySetAgain(draft, trigger))
            return draft.Build();

        if (draft.Execution.TimeoutTimer == trigger.Timer)
        {
            TimeOutWorkflow(draft);
            return draft.Build();
        }

        if (draft.Tokens.Find(open => open.Timer == trigger.Timer) is not { } token)
            return Decision.Ignore("the timer was canceled, replaced or has gone off before");

        if (draft.IsHeld)
            draft.Update(token with { Timer = null, Elapsed = true });
        else
            Elapse(draft, token);

        return draft.Build();
    }

    public static void Elapse(TransitionDraft draft, Token token)
    {
        switch (token.State)
        {
            case WorkflowTokenState.Scheduled:
                draft.Write(EntryKind.WorkflowStarted, token, detail: new EntryDetail { DueAt = token.DueAt });
                draft.Close(token);
                StartDecision.Run(draft);
                break;
            case WorkflowTokenState.Sleeping:
                draft.Write(EntryKind.SleepElapsed, token, detail: new EntryDetail { DueAt = token.DueAt });
                draft.Close(token);
                Advance.Behind(draft, token);
                break;
            case WorkflowTokenState.Backoff:
                draft.Update(token with { State = WorkflowTokenState.Dispatched, Timer = null, DueAt = null, Elapsed = false });
                break;
            case WorkflowTokenState.Waiting:
                Waiting.TimeOut(draft, token, (ProgramWait)draft.Find(token)!);
                break;
        }
    }

    public static void TimeOutWorkflow(TransitionDraft draft)
    {
        draft.CancelTimer(draft.Execution.TimeoutTimer);
        if (draft.IsHeld)
        {
            draft.Execution = draft.Execution with { TimeoutTimer = null, TimeoutAt = null, TimeoutPassed = true };
            return;
        }

        draft.Execution = draft.Execution with { TimeoutTimer = null, TimeoutAt = null, TimeoutPassed = false };
        var reason = $"the instance ran longer than its workflow allows, {draft.Terms.Timeout}";
        switch (draft.Terms.TimeoutAction)
        {
            case TimeoutAction.Cancel:
                Ending.Cancel(draft, null, reason);
                break;
            case TimeoutAction.Pause:
                draft.Pause(reason);
                break;
            default:
                Ending.Fail(draft, reason, error: ErrorText.Of("Workflows.WorkflowTimeout", reason));
                break;
        }
    }
}
