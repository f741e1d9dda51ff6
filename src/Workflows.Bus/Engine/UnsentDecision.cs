using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// A message of a step that cannot be sent. The step has done its work, so the instance stops where it is, with the reason, and keeps the message: an operator
/// has it sent again, or gives it up. An instance that has ended keeps it as well.
/// </summary>
internal static class UnsentDecision
{
    /// <summary>Stands as the type of the error of the instance.</summary>
    public const string ErrorType = "Workflows.MessageNotSent";

    private const int MostFailures = 3;

    public static Decision Fail(TransitionDraft draft, MessageFailedTrigger trigger)
    {
        var at = draft.Outbox.FindIndex(held => held.Id == trigger.MessageId);
        if (at < 0 || draft.Outbox[at].Failure is not null)
            return Decision.Ignore("the message is not open");

        // It is tried again when whoever tried last counts as gone.
        var failureCount = draft.Outbox[at].FailureCount + 1;
        if (!trigger.IsFinal && failureCount < MostFailures)
        {
            draft.Outbox[at] = draft.Outbox[at] with { FailureCount = failureCount };
            return draft.Build(listenAsBefore: true);
        }

        var error = ErrorText.Clean(trigger.Error) with { Type = ErrorType };
        draft.Write(EntryKind.WorkflowFaulted, draft.Tokens.FirstOrDefault(), error: error, detail: new EntryDetail { MessageId = trigger.MessageId });
        draft.Outbox[at] = draft.Outbox[at] with { Failure = error };
        if (draft.EndedAs is not null)
            draft.Error ??= error;

        return draft.Build(listenAsBefore: true);
    }

    /// <summary>The messages go out again, and what came or fell due meanwhile happens.</summary>
    public static Decision Retry(TransitionDraft draft, RetryTrigger trigger)
    {
        draft.Write(EntryKind.WorkflowRetried, draft.Tokens.FirstOrDefault(), actor: trigger.Actor, reason: trigger.Reason, detail: First(draft));
        draft.HoldAgain();
        return GoOn(draft);
    }

    /// <summary>The messages are given up.</summary>
    public static Decision Skip(TransitionDraft draft, SkipTrigger trigger)
    {
        if (trigger.Result is not null)
            return Decision.Refuse(WorkflowRefusal.Malformed, "A message is given up without a result: no step is skipped. Leave the result out.");

        draft.Write(EntryKind.StepSkipped, draft.Tokens.FirstOrDefault(), actor: trigger.Actor, reason: trigger.Reason, detail: First(draft));
        GiveUp(draft);
        return GoOn(draft);
    }

    public static void GiveUp(TransitionDraft draft) => draft.Outbox.RemoveAll(held => held.Failure is not null);

    /// <summary>Names the message that an entry is about; null: none.</summary>
    public static EntryDetail? First(TransitionDraft draft) =>
        draft.Outbox.Find(held => held.Failure is not null) is { } held ? new EntryDetail { MessageId = held.Id } : null;

    private static Decision GoOn(TransitionDraft draft)
    {
        if (draft.EndedAs is not null)
        {
            draft.Error = draft.Error?.Type == ErrorType ? null : draft.Error;
            return draft.Build(listenAsBefore: true);
        }

        if (!draft.IsHeld)
            Release.All(draft);

        return draft.Build();
    }
}
