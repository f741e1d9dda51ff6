using Workflows.Definition;

namespace Workflows.Engine;

/// <summary>
/// A timer that a process sent whose clock is ahead: by the clock here it is not due. Nothing happens before its time, and as its row is gone, it is set again.
/// </summary>
internal static class EarlyTimer
{
    public static bool TrySetAgain(TransitionDraft draft, TimerTrigger trigger)
    {
        if (draft.Execution.TimeoutTimer == trigger.Timer)
            return TrySetLimitAgain(draft, trigger);

        if (draft.Tokens.Find(open => open.Timer == trigger.Timer) is not { } token || !(token.DueAt > draft.Now))
            return false;

        draft.Update(draft.WithTimer(token, token.DueAt.Value, MovedTo(draft, trigger, token.DueAt.Value)));
        return true;
    }

    private static bool TrySetLimitAgain(TransitionDraft draft, TimerTrigger trigger)
    {
        if (!(draft.Execution.TimeoutAt > draft.Now))
            return false;

        var timer = draft.SetLimit(MovedTo(draft, trigger, draft.Execution.TimeoutAt.Value));
        draft.Execution = draft.Execution with { TimeoutTimer = timer };
        return true;
    }

    /// <summary>
    /// By as much later as the other clock is ahead. Set for its own time, it would be due over there at once, and the two processes would hand it to
    /// each other until this clock has come that far. So it is one message more, whatever the clocks differ by; the time that the instance waits for stays.
    /// </summary>
    private static DateTimeOffset MovedTo(TransitionDraft draft, TimerTrigger trigger, DateTimeOffset dueAt) =>
        trigger.SentAt is { } sentAt ? DueTime.After(dueAt, sentAt - draft.Now) : dueAt;
}
