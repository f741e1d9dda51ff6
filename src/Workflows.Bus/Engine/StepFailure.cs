using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What comes of an attempt that did not succeed: another one, or what the policy says when there is none left.</summary>
internal static class StepFailure
{
    private static readonly string _unknownStep = typeof(UnknownStepException).FullName!;

    public static void Fail(TransitionDraft draft, Token token, ProgramStep step, WorkflowError error, EntryDetail attempt)
    {
        if (error.Type == _unknownStep)
        {
            draft.Write(EntryKind.StepFailed, token, error: error, detail: attempt);
            Fault(draft, token, error);
            return;
        }

        var failed = token with { FailureCount = token.FailureCount + 1, Error = error };
        var retry = FailurePolicy.RetryAfter(step, error, failed.FailureCount, () => Jitter.Of(draft.InstanceId, token.Id, token.Attempt));
        var dueAt = retry is { } delay ? DueTime.After(draft.Now, delay) : (DateTimeOffset?)null;
        draft.Write(EntryKind.StepFailed, token, error: error, detail: attempt with { DueAt = dueAt });

        if (dueAt is not null)
            TryAgain(draft, failed, dueAt.Value);
        else
            Exhaust(draft, failed, step, error);
    }

    /// <summary>The worker of an attempt is gone: another attempt, until that has happened too often.</summary>
    public static void Lose(TransitionDraft draft, Token token)
    {
        var lossCount = token.LossCount + 1;
        var step = draft.StepOf(token);
        var error = ErrorText.Of(new StepLostException($"The worker {token.Worker ?? "that ran the step"} went away during attempt {token.Attempt}: its outcome is unknown."));
        draft.Write(EntryKind.StepLost, token, error: error, detail: new EntryDetail { StartedAt = token.StartedAt, Worker = token.Worker });

        if (lossCount >= draft.Settings.LostAttemptLimit || FailurePolicy.IsFinal(step, error))
        {
            Exhaust(draft, token with { Error = error }, step, error);
            return;
        }

        draft.Update(token with
        {
            State = draft.IsHeld ? WorkflowTokenState.Held : WorkflowTokenState.Dispatched,
            Attempt = token.Attempt + 1,
            LossCount = lossCount,
            StartedAt = null,
            Worker = null,
            HeardAt = null,
            Repeated = false,
        });
    }

    /// <summary>Opens the next attempt, now or when it is due.</summary>
    public static void TryAgain(TransitionDraft draft, Token token, DateTimeOffset dueAt)
    {
        var next = token with { Attempt = token.Attempt + 1, LossCount = 0, StartedAt = null, Worker = null, HeardAt = null, Repeated = false, Since = draft.Now };
        if (dueAt > draft.Now)
            draft.Update(draft.WithTimer(next with { State = WorkflowTokenState.Backoff }, dueAt));
        else
            draft.Update(next with { State = draft.IsHeld ? WorkflowTokenState.Held : WorkflowTokenState.Dispatched });
    }

    /// <summary>The next attempt, with nothing counted against it.</summary>
    public static Token Fresh(Token token) =>
        token with { Attempt = token.Attempt + 1, FailureCount = 0, LossCount = 0, StartedAt = null, Worker = null, HeardAt = null, Repeated = false, Timer = null, DueAt = null, Elapsed = false };

    private static void Exhaust(TransitionDraft draft, Token token, ProgramStep step, WorkflowError error)
    {
        switch (FailurePolicy.ActionFor(step, draft.Terms, error))
        {
            case ErrorAction.Skip:
                draft.Write(EntryKind.StepSkipped, token, reason: "by its error policy");
                draft.Close(token);
                Advance.Behind(draft, token);
                break;
            case ErrorAction.Pause:
                draft.Update(Fresh(token) with { State = WorkflowTokenState.Held });
                draft.Pause($"step {step.Name} failed: {error.Message}");
                break;
            case ErrorAction.Cancel:
                Ending.Cancel(draft, null, $"step {step.Name} failed: {error.Message}", error);
                break;
            case ErrorAction.Fail:
                Ending.Fail(draft, $"step {step.Name} failed: {error.Message}", token.Place, error);
                break;
            default:
                Fault(draft, token, error);
                break;
        }
    }

    private static void Fault(TransitionDraft draft, Token token, WorkflowError error)
    {
        draft.Write(EntryKind.WorkflowFaulted, token, error: error);
        draft.Update(token with { State = WorkflowTokenState.Faulted, Error = error, StartedAt = null, Worker = null, HeardAt = null, Repeated = false, Since = draft.Now });
    }
}
