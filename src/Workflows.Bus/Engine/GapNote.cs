using Workflows.Contracts;

namespace Workflows.Engine;

/// <summary>Notes in the tokens of an instance what comes while its definition is missing, for the time when it is known.</summary>
internal static class GapNote
{
    /// <returns>Whether there was anything to note.</returns>
    public static bool TryTake(TransitionDraft draft, Trigger trigger) => trigger switch
    {
        TimerTrigger timer => TakeElapsed(draft, timer),
        StepHeldTrigger held => TakeHeld(draft, held),
        StepStartedTrigger started => TakeStart(draft, started),
        StepRunningTrigger running => TakeReport(draft, running),
        StepEndedTrigger ended => TakeEnd(draft, ended),
        _ => false,
    };

    private static bool TakeHeld(TransitionDraft draft, StepHeldTrigger held)
    {
        if (StepDecision.OpenAttempt(draft, held.Token, held.Attempt) is not { StartedAt: null } token)
            return false;

        draft.Update(token with { State = WorkflowTokenState.Held });
        return true;
    }

    private static bool TakeStart(TransitionDraft draft, StepStartedTrigger started)
    {
        if (StepDecision.RunningAttempt(draft, started.Token, started.Attempt) is not { StartedAt: null, Ended: null } token)
            return false;

        StepDecision.Start(draft, token, started);
        return true;
    }

    private static bool TakeReport(TransitionDraft draft, StepRunningTrigger running)
    {
        if (StepDecision.RunningAttempt(draft, running.Token, running.Attempt) is not { Ended: null } token)
            return false;

        if (token.StartedAt is null)
            return TakeStart(draft, new StepStartedTrigger(running.Token, running.Attempt, running.Worker, running.StartedAt));

        if (running.MustOwn && !token.IsRunBy(running.Worker, running.StartedAt))
            return false;

        draft.Tokens[draft.Tokens.IndexOf(token)] = token with { HeardAt = draft.Now };
        return true;
    }

    private static bool TakeEnd(TransitionDraft draft, StepEndedTrigger ended)
    {
        if (StepDecision.RunningAttempt(draft, ended.Token, ended.Attempt) is not { Ended: null } token)
            return false;

        draft.Update(token with { State = WorkflowTokenState.Held, StartedAt = null, Worker = null, HeardAt = null, Repeated = false, Ended = EndedAttempts.Of(ended) });
        return true;
    }

    private static bool TakeElapsed(TransitionDraft draft, TimerTrigger timer)
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
