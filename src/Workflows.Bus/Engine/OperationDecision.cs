using System.Text.Json;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What comes of an operator's command: obeyed and journaled, or refused with a sentence.</summary>
internal static class OperationDecision
{
    public static Decision Pause(TransitionDraft draft, WorkflowStatus status, PauseTrigger trigger)
    {
        if (status is not (WorkflowStatus.Pending or WorkflowStatus.Running or WorkflowStatus.Waiting))
            return WrongStatus("Pause", status);

        draft.Pause(trigger.Reason, trigger.Actor);
        return draft.Build();
    }

    public static Decision Resume(TransitionDraft draft, WorkflowStatus status, ResumeTrigger trigger)
    {
        if (status != WorkflowStatus.Paused)
            return WrongStatus("Resume", status);

        draft.Execution = draft.Execution with { Paused = false };
        draft.Write(EntryKind.WorkflowResumed, actor: trigger.Actor, reason: trigger.Reason);
        Release.All(draft);
        return draft.Build();
    }

    public static Decision Cancel(TransitionDraft draft, CancelTrigger trigger)
    {
        Ending.Cancel(draft, trigger.Actor, trigger.Reason);
        return draft.Build();
    }

    public static Decision Retry(TransitionDraft draft, WorkflowStatus status, RetryTrigger trigger)
    {
        var tokens = Stuck(draft);
        if (draft.Execution.Undefined)
            return RetryUndefined(draft, trigger);

        if (status == WorkflowStatus.Paused || tokens.Length == 0)
            return WrongStatus("Retry", status);

        draft.Write(EntryKind.WorkflowRetried, tokens[0], actor: trigger.Actor, reason: trigger.Reason);
        TryAgain(draft, tokens);
        return draft.Build();
    }

    public static Decision Skip(TransitionDraft draft, WorkflowStatus status, SkipTrigger trigger)
    {
        var tokens = Stuck(draft);
        if (draft.Execution.Undefined)
            return Decision.Refuse(WorkflowRefusal.WrongStatus, "Skip is not possible: no node failed, the definition was missing. Possible: retry, rewind, cancel.");

        if (status == WorkflowStatus.Paused || tokens.Length == 0)
            return WrongStatus("Skip", status);

        string? patch;
        try
        {
            patch = GivenResult.Apply(draft, trigger.Result);
        }
        catch (Exception exception) when (exception is JsonException or UnstorableException)
        {
            return Decision.Refuse(WorkflowRefusal.Malformed, $"The result of a skipped step must be a JSON object that fits the state {draft.Plan!.StateType.Name}: {exception.Message}");
        }

        draft.Error = null;
        foreach (var token in tokens)
        {
            if (draft.EndedAs is not null)
                break;

            draft.Write(EntryKind.StepSkipped, token, actor: trigger.Actor, reason: trigger.Reason, patch: patch);
            patch = null;
            draft.Close(token);
            Advance.To(draft, draft.Plan!.Find(token.Node)!.Next);
        }

        return draft.Build();
    }

    public static Decision Rewind(TransitionDraft draft, WorkflowStatus status, RewindTrigger trigger)
    {
        if (status is not (WorkflowStatus.Faulted or WorkflowStatus.Paused))
            return WrongStatus("Rewind", status);

        if (draft.Plan!.Find(trigger.Node ?? "") is not { } node)
            return Decision.Refuse(WorkflowRefusal.UnknownNode, $"{draft.Plan.Identity} has no node '{ErrorText.Clean(trigger.Node ?? "")}'.{Nearest.Sentence(trigger.Node ?? "", draft.Plan.NodesByName.Keys)}");

        draft.Error = null;
        draft.Execution = draft.Execution with { Undefined = false };
        draft.Write(EntryKind.WorkflowRewound, node: node.Name, actor: trigger.Actor, reason: trigger.Reason);
        draft.CloseAll();
        Advance.To(draft, node);
        return draft.Build();
    }

    private static Token[] Stuck(TransitionDraft draft) =>
        [.. draft.Tokens.Where(token => token.State is WorkflowTokenState.Faulted or WorkflowTokenState.Backoff)];

    /// <summary>The definition is known again: what came or fell due meanwhile happens now, unless the instance is paused as well.</summary>
    public static Decision RetryUndefined(TransitionDraft draft, RetryTrigger trigger)
    {
        draft.Execution = draft.Execution with { Undefined = false };
        draft.Error = null;
        draft.Write(EntryKind.WorkflowRetried, draft.Tokens.FirstOrDefault(), actor: trigger.Actor, reason: trigger.Reason);
        if (!draft.IsHeld)
        {
            Release.All(draft);

            // What fell due meanwhile may have paused the instance.
            if (!draft.IsHeld)
                TryAgain(draft, Stuck(draft));
        }

        return draft.Build();
    }

    private static void TryAgain(TransitionDraft draft, Token[] tokens)
    {
        draft.Error = null;
        foreach (var token in tokens)
        {
            if (draft.EndedAs is null)
                TryAgain(draft, token);
        }
    }

    private static void TryAgain(TransitionDraft draft, Token token)
    {
        if (draft.Plan!.Find(token.Node) is StepNode)
        {
            var next = token.State == WorkflowTokenState.Backoff ? token with { Timer = null, DueAt = null, Elapsed = false } : StepFailure.Fresh(token);
            draft.Update(next with { State = WorkflowTokenState.Dispatched, Since = draft.Now });
            return;
        }

        draft.Close(token);
        Advance.To(draft, draft.Plan.Find(token.Node), token.Received);
    }

    private static Decision WrongStatus(string operation, WorkflowStatus status) =>
        Decision.Refuse(WorkflowRefusal.WrongStatus, AllowedOperations.Sentence(operation, status));
}
