using System.Text.Json;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What comes of an attempt: it began, ended, was lost, or may not begin.</summary>
internal static class StepDecision
{
    public static Decision Started(TransitionDraft draft, StepStartedTrigger trigger)
    {
        if (OpenAttempt(draft, trigger.Token, trigger.Attempt) is not { StartedAt: null } token)
            return Late(trigger.Token, trigger.Attempt);

        draft.Write(EntryKind.StepStarted, token, detail: new EntryDetail { StartedAt = trigger.StartedAt, Worker = trigger.Worker });
        draft.Tokens[draft.Tokens.IndexOf(token)] = token with { StartedAt = trigger.StartedAt, Worker = trigger.Worker };
        return draft.Build();
    }

    public static Decision Held(TransitionDraft draft, StepHeldTrigger trigger)
    {
        if (!draft.IsHeld || OpenAttempt(draft, trigger.Token, trigger.Attempt) is not { StartedAt: null } token)
            return Late(trigger.Token, trigger.Attempt);

        draft.Update(token with { State = WorkflowTokenState.Held });
        return draft.Build();
    }

    public static Decision Lost(TransitionDraft draft, StepLostTrigger trigger)
    {
        if (OpenAttempt(draft, trigger.Token, trigger.Attempt) is not { } token)
            return Late(trigger.Token, trigger.Attempt);

        Lose(draft, token);
        Carry(draft, trigger.Carrier, token.Node);
        return draft.Build();
    }

    /// <summary>The worker of an attempt is gone: another attempt, until that has happened too often.</summary>
    public static void Lose(TransitionDraft draft, Token token)
    {
        var lossCount = token.LossCount + 1;
        var step = (StepNode)draft.Plan!.Find(token.Node)!;
        var error = ErrorText.Of(new StepLostException($"The worker {token.Worker ?? "that ran the step"} went away during attempt {token.Attempt}: its outcome is unknown."));
        draft.Write(EntryKind.StepLost, token, error: error, detail: new EntryDetail { StartedAt = token.StartedAt, Worker = token.Worker });

        if (lossCount >= draft.Settings.LostAttemptLimit || FailurePolicy.IsFinal(step, error))
        {
            draft.Error = error;
            Exhaust(draft, token, step, error);
            return;
        }

        draft.Update(token with
        {
            State = draft.IsHeld ? WorkflowTokenState.Held : WorkflowTokenState.Dispatched,
            Attempt = token.Attempt + 1,
            LossCount = lossCount,
            StartedAt = null,
            Worker = null,
        });
    }

    public static Decision Ended(TransitionDraft draft, StepEndedTrigger trigger)
    {
        if (RunningAttempt(draft, trigger.Token, trigger.Attempt) is not { } token)
            return Late(trigger.Token, trigger.Attempt);

        var step = (StepNode)draft.Plan!.Find(token.Node)!;
        if (trigger.Outcome == StepOutcome.Failed)
            Fail(draft, token, step, trigger, ErrorText.Clean(trigger.Error));
        else
            Succeed(draft, token, step, trigger);

        Carry(draft, trigger.Carrier, step.Name);
        return draft.Build();
    }

    /// <summary>Gives the worker one of the steps that were dispatched to go on with: the first on the queue that it works for.</summary>
    private static void Carry(TransitionDraft draft, int? carrier, string node)
    {
        if (carrier is null || draft.EndedAs is not null)
            return;

        var queue = ((StepNode)draft.Plan!.Find(node)!).Queue;
        var next = draft.DispatchedTokens.FirstOrDefault(token =>
            draft.Plan.Find(token.Node) is StepNode { MayContinue: true } step && step.Queue == queue);
        if (next is not null)
            draft.Tokens[draft.Tokens.IndexOf(next)] = next with { CarriedBy = carrier };
    }

    private static void Succeed(TransitionDraft draft, Token token, StepNode step, StepEndedTrigger trigger)
    {
        string? patch;
        try
        {
            patch = draft.State.Apply(trigger.Change);
        }
        catch (Exception exception) when (exception is JsonException or UnstorableException)
        {
            Fail(draft, token, step, trigger, ErrorText.Of(exception));
            return;
        }

        var kind = trigger.Outcome switch
        {
            StepOutcome.Skipped => EntryKind.StepSkipped,
            StepOutcome.Reattempt => EntryKind.StepReattempted,
            _ => EntryKind.StepCompleted,
        };
        var closes = trigger.Outcome != StepOutcome.Reattempt;
        var dueAt = closes ? (DateTimeOffset?)null : DueTime.After(draft.Now, trigger.ReattemptAfter ?? TimeSpan.Zero);
        draft.Write(kind, token, reason: trigger.Reason, patch: patch, detail: Attempt(trigger) with { DueAt = dueAt });
        draft.Outbox.AddRange(trigger.Messages);
        draft.Error = null;

        if (!closes)
        {
            TryAgain(draft, token, dueAt!.Value);
            return;
        }

        draft.Close(token);
        switch (trigger.Outcome)
        {
            case StepOutcome.Finish:
                Ending.Complete(draft);
                break;
            case StepOutcome.Cancel:
                Ending.Cancel(draft, null, trigger.Reason ?? $"canceled by step {step.Name}");
                break;
            case StepOutcome.Pause:
                Pause(draft, trigger.Reason ?? $"paused by step {step.Name}");
                Advance.To(draft, step.Next);
                break;
            default:
                Advance.To(draft, step.Next);
                break;
        }
    }

    private static void Fail(TransitionDraft draft, Token token, StepNode step, StepEndedTrigger trigger, WorkflowError error)
    {
        draft.Error = error;
        var failureCount = token.FailureCount + 1;
        var retry = FailurePolicy.RetryAfter(step, error, failureCount, () => Jitter.Of(draft.InstanceId, token.Id, token.Attempt));
        var dueAt = retry is { } delay ? DueTime.After(draft.Now, delay) : (DateTimeOffset?)null;
        draft.Write(EntryKind.StepFailed, token, error: error, detail: Attempt(trigger) with { DueAt = dueAt });

        if (dueAt is not null)
            TryAgain(draft, token with { FailureCount = failureCount }, dueAt.Value);
        else
            Exhaust(draft, token with { FailureCount = failureCount }, step, error);
    }

    private static void TryAgain(TransitionDraft draft, Token token, DateTimeOffset dueAt)
    {
        var next = token with { Attempt = token.Attempt + 1, LossCount = 0, StartedAt = null, Worker = null, Since = draft.Now };
        if (dueAt > draft.Now)
            draft.Update(next with { State = WorkflowTokenState.Backoff, Timer = draft.SetTimer(dueAt), DueAt = dueAt });
        else
            draft.Update(next with { State = draft.IsHeld ? WorkflowTokenState.Held : WorkflowTokenState.Dispatched });
    }

    private static void Exhaust(TransitionDraft draft, Token token, StepNode step, WorkflowError error)
    {
        switch (FailurePolicy.ActionFor(step, draft.Plan!, error))
        {
            case ErrorAction.Skip:
                draft.Write(EntryKind.StepSkipped, token, reason: "by its error policy");
                draft.Error = null;
                draft.Close(token);
                Advance.To(draft, step.Next);
                break;
            case ErrorAction.Pause:
                draft.Update(Fresh(token) with { State = WorkflowTokenState.Held });
                Pause(draft, $"step {step.Name} failed: {error.Message}");
                break;
            case ErrorAction.Cancel:
                Ending.Cancel(draft, null, $"step {step.Name} failed: {error.Message}");
                break;
            case ErrorAction.Fail:
                Ending.Fail(draft, $"step {step.Name} failed: {error.Message}", step.Name);
                break;
            default:
                draft.Write(EntryKind.WorkflowFaulted, token, error: error);
                draft.Update(token with { State = WorkflowTokenState.Faulted, StartedAt = null, Worker = null, Since = draft.Now });
                break;
        }
    }

    /// <summary>The next attempt, with nothing counted against it.</summary>
    public static Token Fresh(Token token) =>
        token with { Attempt = token.Attempt + 1, FailureCount = 0, LossCount = 0, StartedAt = null, Worker = null, Timer = null, DueAt = null, Elapsed = false };

    private static void Pause(TransitionDraft draft, string reason)
    {
        draft.Execution = draft.Execution with { Paused = true };
        draft.Write(EntryKind.WorkflowPaused, reason: reason);
    }

    private static EntryDetail Attempt(StepEndedTrigger trigger) => new()
    {
        StartedAt = trigger.StartedAt,
        Duration = trigger.Duration,
        Worker = trigger.Worker,
        MessageCount = trigger.Messages.Count == 0 ? null : trigger.Messages.Count,
    };

    /// <summary>A duplicate of the step message may have come upon the held instance, and been put by, while the attempt was running.</summary>
    private static Token? RunningAttempt(TransitionDraft draft, int token, int attempt) =>
        draft.Tokens.Find(open => open.Id == token && open.Attempt == attempt && open.State is WorkflowTokenState.Dispatched or WorkflowTokenState.Held);

    public static Token? OpenAttempt(TransitionDraft draft, int token, int attempt) =>
        draft.Tokens.Find(open => open.Id == token && open.Attempt == attempt && open.State == WorkflowTokenState.Dispatched);

    private static Decision Late(int token, int attempt) => Decision.Ignore($"attempt {attempt} of token {token} is not open");
}
