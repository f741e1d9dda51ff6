using System.Text.Json;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What comes of an operator's command where the instance stands so that it is possible: obeyed and journaled, or refused with a sentence.</summary>
internal static class OperationDecision
{
    /// <param name="draft">Takes the changes.</param>
    /// <param name="trigger">The command.</param>
    /// <param name="listenAsBefore">The definition is not there to be asked.</param>
    public static Decision Pause(TransitionDraft draft, PauseTrigger trigger, bool listenAsBefore = false)
    {
        draft.Pause(trigger.Reason, trigger.Actor);
        return draft.Build(listenAsBefore);
    }

    public static Decision Resume(TransitionDraft draft, ResumeTrigger trigger)
    {
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

    public static Decision Retry(TransitionDraft draft, RetryTrigger trigger)
    {
        if (!StuckPlaces.TryFind(draft, trigger.Place, out var tokens, out var refusal))
            return refusal;

        if (draft.Execution.Undefined && draft.EndedAs is null)
        {
            Resumption.Run(draft, trigger.Actor, trigger.Reason);
            if (!draft.IsHeld && StuckPlaces.All(draft) is [_, ..] stuck)
                TryAgain(draft, stuck);

            return draft.Build();
        }

        if (draft.HasUnsendable)
            return UnsentDecision.Retry(draft, trigger);

        draft.Write(EntryKind.WorkflowRetried, tokens[0], actor: trigger.Actor, reason: trigger.Reason);
        TryAgain(draft, tokens);
        return draft.Build();
    }

    public static Decision Skip(TransitionDraft draft, SkipTrigger trigger)
    {
        if (!StuckPlaces.TryFind(draft, trigger.Place, out var tokens, out var refusal))
            return refusal;

        if (draft.HasUnsendable)
            return UnsentDecision.Skip(draft, trigger);

        var returning = Array.FindAll(tokens, token => draft.Find(token) is ProgramStep { ResultType: not null });
        if (returning.Length > 1)
            return Decision.Refuse(WorkflowRefusal.Malformed, $"{returning.Length} steps stand on an error that return a value each, and one value cannot be given for all of them. Name one of them: {StuckPlaces.List(returning)}.");

        var resultType = returning is [var one] ? draft.StepOf(one).ResultType : null;
        string? patch, result;
        try
        {
            (patch, result) = GivenResult.Take(draft, resultType, trigger.Result);
        }
        catch (Exception exception) when (exception is JsonException or UnstorableException)
        {
            var expected = resultType is null ? $"a JSON object that fits the state {draft.Terms.StateType.Name}" : $"JSON that fits {resultType.Name}";
            return Decision.Refuse(WorkflowRefusal.Malformed, $"The result of a skipped step must be {expected}: {exception.Message}");
        }

        foreach (var token in tokens)
        {
            if (draft.EndedAs is not null)
                break;

            var given = returning.Contains(token) ? result : null;
            draft.Write(EntryKind.StepSkipped, token, actor: trigger.Actor, reason: trigger.Reason, patch: patch, detail: given is null ? null : new EntryDetail { Result = given });
            patch = null;
            draft.Close(token);
            Advance.Behind(draft, token, result: given);
        }

        return draft.Build();
    }

    public static Decision Rewind(TransitionDraft draft, RewindTrigger trigger)
    {
        if (draft.Course!.Find(WorkflowPlace.Root, trigger.Node ?? "") is not { } node)
            return Decision.Refuse(WorkflowRefusal.UnknownNode, $"{draft.Terms.Identity} has no node '{ErrorText.Clean(trigger.Node ?? "")}'.{Nearest.Sentence(trigger.Node ?? "", draft.Course.Names)}");

        if (!trigger.Passed.Contains(node.Name) && draft.Tokens.All(token => token.Node != node.Name))
            return Decision.Refuse(WorkflowRefusal.WrongStatus, NotPassed(draft, node, trigger));

        draft.Execution = draft.Execution with { Undefined = false };
        draft.Write(EntryKind.WorkflowRewound, node: node.Name, actor: trigger.Actor, reason: trigger.Reason, detail: UnsentDecision.First(draft));
        UnsentDecision.GiveUp(draft);
        draft.CancelAll();
        Advance.Back(draft, node.Name);
        return draft.Build();
    }

    /// <summary>Forward it would leave out what lies between: an approval, a payment.</summary>
    private static string NotPassed(TransitionDraft draft, ProgramNode node, RewindTrigger trigger)
    {
        string[] behind = [.. trigger.Passed.Concat(draft.Tokens.Select(token => token.Node)).Where(known => draft.Course!.Find(WorkflowPlace.Root, known) is not null).Distinct(StringComparer.Ordinal)];
        return behind.Length == 0
            ? $"A rewind goes back only to what the instance has passed, and it has passed no node yet that {draft.Terms.Identity} has."
            : $"A rewind goes back only to what the instance has passed, and it has not passed '{node.Name}' on its way to where it stands. It can go back to: {string.Join(", ", behind)}.";
    }

    private static void TryAgain(TransitionDraft draft, Token[] tokens)
    {
        foreach (var token in tokens)
        {
            if (draft.EndedAs is null)
                TryAgain(draft, token);
        }
    }

    private static void TryAgain(TransitionDraft draft, Token token)
    {
        var node = draft.Find(token)!;
        if (node is ProgramStep)
        {
            var next = token.State == WorkflowTokenState.Backoff ? token with { Timer = null, DueAt = null, Elapsed = false } : StepFailure.Fresh(token);
            draft.Update(next with { State = WorkflowTokenState.Dispatched, Error = null, Since = draft.Now });
            return;
        }

        draft.Close(token);
        Advance.At(draft, token.Scope, node, token.Received);
    }
}
