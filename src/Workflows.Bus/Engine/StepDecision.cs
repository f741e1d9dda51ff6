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

    /// <summary>The start is recorded where it was not yet; beyond that, to have heard of it is all: the instance counts as forgotten later.</summary>
    public static Decision Running(TransitionDraft draft, StepRunningTrigger trigger) => OpenAttempt(draft, trigger.Token, trigger.Attempt) switch
    {
        null => Late(trigger.Token, trigger.Attempt),
        { StartedAt: null } => Started(draft, new StepStartedTrigger(trigger.Token, trigger.Attempt, trigger.Worker, trigger.StartedAt)),
        _ => draft.Build(listenAsBefore: true),
    };

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

        StepFailure.Lose(draft, token);
        Carrying.Next(draft, trigger.Carrier, QueueOf(draft, token.Node));
        return draft.Build();
    }

    public static Decision Ended(TransitionDraft draft, StepEndedTrigger trigger)
    {
        if (RunningAttempt(draft, trigger.Token, trigger.Attempt) is not { } token)
            return Late(trigger.Token, trigger.Attempt);

        var step = (StepNode)draft.Plan!.Find(token.Node)!;
        if (trigger.Outcome == StepOutcome.Failed)
            StepFailure.Fail(draft, token, step, ErrorText.Clean(trigger.Error), Attempt(trigger));
        else if (Enum.IsDefined(trigger.Outcome))
            Succeed(draft, token, step, trigger);
        else
            StepFailure.Fail(draft, token, step, ErrorText.Of("Workflows.UnknownOutcome", $"Worker {trigger.Worker} reported outcome {trigger.Outcome}, which this version does not know."), Attempt(trigger));

        Carrying.Next(draft, trigger.Carrier, step.Queue);
        return draft.Build();
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
        draft.Write(kind, token, reason: trigger.Reason, patch: patch, detail: Attempt(trigger) with { DueAt = dueAt });
        draft.Outbox.AddRange(trigger.Messages);
        draft.Error = null;

        if (!closes)
        {
            StepFailure.TryAgain(draft, token, dueAt!.Value);
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
                Advance.To(draft, step.Next);
                break;
            default:
                Advance.To(draft, step.Next);
                break;
        }
    }

    private static string? QueueOf(TransitionDraft draft, string node) => (draft.Plan?.Find(node) as StepNode)?.Queue;

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

    /// <returns>The token, if the attempt is the one that is open and out; null: it is not.</returns>
    public static Token? OpenAttempt(TransitionDraft draft, int token, int attempt) =>
        draft.Tokens.Find(open => open.Id == token && open.Attempt == attempt && open.State == WorkflowTokenState.Dispatched);

    private static Decision Late(int token, int attempt) => Decision.Ignore($"attempt {attempt} of token {token} is not open");
}
