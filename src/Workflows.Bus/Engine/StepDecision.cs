using System.Text.Json;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What comes of an attempt: it began, ended, was lost, or may not begin.</summary>
internal static class StepDecision
{
    /// <summary>An attempt that a duplicate of its message has put by, as the instance was held, runs all the same, and is out again.</summary>
    public static Decision Started(TransitionDraft draft, StepStartedTrigger trigger)
    {
        if (RunningAttempt(draft, trigger.Token, trigger.Attempt) is not { StartedAt: null, Ended: null } token)
            return Late(trigger.Token, trigger.Attempt);

        Start(draft, token, trigger);
        return draft.Build();
    }

    /// <summary>Records that an attempt has begun.</summary>
    public static void Start(TransitionDraft draft, Token token, StepStartedTrigger trigger)
    {
        draft.Write(EntryKind.StepStarted, token, detail: new EntryDetail { StartedAt = trigger.StartedAt, Worker = trigger.Worker });
        draft.Tokens[draft.Tokens.IndexOf(token)] = token with { State = WorkflowTokenState.Dispatched, StartedAt = trigger.StartedAt, Worker = trigger.Worker, HeardAt = draft.Now };
    }

    /// <summary>The start is recorded where it was not yet; beyond that, to have heard of it is all: the step is stale later.</summary>
    public static Decision Running(TransitionDraft draft, StepRunningTrigger trigger)
    {
        if (RunningAttempt(draft, trigger.Token, trigger.Attempt) is not { } token)
            return Late(trigger.Token, trigger.Attempt);

        if (token.StartedAt is null)
            return Started(draft, new StepStartedTrigger(trigger.Token, trigger.Attempt, trigger.Worker, trigger.StartedAt));

        var isAnothers = trigger.MustOwn && !token.IsRunBy(trigger.Worker, trigger.StartedAt);
        if (isAnothers && trigger.IsRedelivered)
            return Lost(draft, new StepLostTrigger(token.Id, token.Attempt));

        if (isAnothers)
            return Decision.Ignore($"attempt {token.Attempt} of token {token.Id} is run by {token.Worker}");

        draft.Tokens[draft.Tokens.IndexOf(token)] = token with { HeardAt = draft.Now };
        return draft.Build(listenAsBefore: true);
    }

    public static Decision Held(TransitionDraft draft, StepHeldTrigger trigger)
    {
        if (!draft.IsHeld || OpenAttempt(draft, trigger.Token, trigger.Attempt) is not { StartedAt: null } token)
            return Late(trigger.Token, trigger.Attempt);

        draft.Update(token with { State = WorkflowTokenState.Held });
        return draft.Build();
    }

    /// <summary>Nobody can be asked for the attempt: it fails without having begun, and another one would not fare better.</summary>
    public static Decision Unsent(TransitionDraft draft, StepUnsentTrigger trigger)
    {
        if (OpenAttempt(draft, trigger.Token, trigger.Attempt) is not { StartedAt: null } token)
            return Late(trigger.Token, trigger.Attempt);

        var error = ErrorText.Clean(trigger.Error);
        draft.Write(EntryKind.WorkflowFaulted, token, error: error);
        draft.Update(token with { State = WorkflowTokenState.Faulted, Error = error, Since = draft.Now });
        return draft.Build();
    }

    public static Decision Lost(TransitionDraft draft, StepLostTrigger trigger)
    {
        if (OpenAttempt(draft, trigger.Token, trigger.Attempt) is not { } token)
            return Late(trigger.Token, trigger.Attempt);

        StepFailure.Lose(draft, token);
        Carrying.Next(draft, trigger.Carrier, (draft.Find(token) as ProgramStep)?.Queue);
        return draft.Build();
    }

    public static Decision Ended(TransitionDraft draft, StepEndedTrigger trigger)
    {
        if (RunningAttempt(draft, trigger.Token, trigger.Attempt) is not { } token)
            return Late(trigger.Token, trigger.Attempt);

        var step = draft.StepOf(token);
        End(draft, token with { Ended = null }, step, trigger);
        Carrying.Next(draft, trigger.Carrier, step.Queue);
        return draft.Build();
    }

    /// <summary>Takes the outcome of an attempt.</summary>
    public static void End(TransitionDraft draft, Token token, ProgramStep step, StepEndedTrigger trigger)
    {
        if (trigger.Outcome == StepOutcome.Failed)
            StepFailure.Fail(draft, token, step, ErrorText.Clean(trigger.Error), Attempt(trigger));
        else if (Enum.IsDefined(trigger.Outcome))
            Succeed(draft, token, step, trigger);
        else
            StepFailure.Fail(draft, token, step, ErrorText.Of("Workflows.UnknownOutcome", $"Worker {trigger.Worker} reported outcome {trigger.Outcome}, which this version does not know."), Attempt(trigger));
    }

    private static void Succeed(TransitionDraft draft, Token token, ProgramStep step, StepEndedTrigger trigger)
    {
        string? patch;
        try
        {
            if (trigger.Result is { } result)
            {
                WorkflowJson.ThrowIfNullCharacter(result, "What the step returned");
                draft.Settings.Json.Size.Check(result, step.Name);
            }

            patch = draft.State.Apply(trigger.Change);
        }
        catch (Exception exception) when (exception is JsonException or UnstorableException)
        {
            StepFailure.Fail(draft, token, step, ErrorText.Of(exception), Attempt(trigger));
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
        draft.Write(kind, token, reason: trigger.Reason, patch: patch, detail: Attempt(trigger) with { DueAt = dueAt, Result = closes ? trigger.Result : null });
        draft.Hold(trigger.Messages);
        if (!closes)
        {
            StepFailure.TryAgain(draft, token with { Error = null, FailureCount = 0 }, dueAt!.Value);
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
                draft.Pause(trigger.Reason ?? $"paused by step {step.Name}");
                Advance.Behind(draft, token, result: trigger.Result);
                break;
            default:
                Advance.Behind(draft, token, result: trigger.Result);
                break;
        }
    }

    private static EntryDetail Attempt(StepEndedTrigger trigger) => new()
    {
        StartedAt = trigger.StartedAt,
        Duration = trigger.Duration,
        Worker = trigger.Worker,
        MessageCount = trigger.Messages.Count == 0 ? null : trigger.Messages.Count,
    };

    /// <summary>A duplicate of the step message may have come upon the held instance, and been put by, while the attempt was running.</summary>
    public static Token? RunningAttempt(TransitionDraft draft, int token, int attempt) =>
        draft.Tokens.Find(open => open.Id == token && open.Attempt == attempt && open.State is WorkflowTokenState.Dispatched or WorkflowTokenState.Held);

    /// <returns>The token, if the attempt is the one that is open and out; null: it is not.</returns>
    public static Token? OpenAttempt(TransitionDraft draft, int token, int attempt) =>
        draft.Tokens.Find(open => open.Id == token && open.Attempt == attempt && open.State == WorkflowTokenState.Dispatched);

    private static Decision Late(int token, int attempt) => Decision.Ignore($"attempt {attempt} of token {token} is not open");
}
