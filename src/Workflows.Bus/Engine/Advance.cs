using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>Moves a branch forward: through nodes that take no time, to the next one where it rests.</summary>
internal static class Advance
{
    /// <param name="draft">Takes the changes.</param>
    /// <param name="node">The node to enter; null: the end of the workflow.</param>
    public static void To(TransitionDraft draft, PlanNode? node) => To(draft, node, []);

    /// <param name="draft">Takes the changes.</param>
    /// <param name="node">The node to enter; null: the end of the workflow.</param>
    /// <param name="received">Events that it received when the branch stood there before.</param>
    public static void To(TransitionDraft draft, PlanNode? node, ImmutableArray<string> received)
    {
        while (node is not null && draft.EndedAs is null)
        {
            if (draft.IsHeld)
            {
                draft.Open(node.Name, WorkflowTokenState.Held, received: received);
                return;
            }

            try
            {
                if (Rests(draft, ref node, ref received))
                    return;

                received = [];
            }
            catch (Exception exception) when (exception is UserCodeException or UnstorableException)
            {
                FaultAt(draft, node!, exception, received);
                return;
            }
        }

        CompleteAtEnd(draft);
    }

    /// <summary>With no branch left the instance has come to its end. One that is held stays there, without a token, until it is let go on.</summary>
    public static void CompleteAtEnd(TransitionDraft draft)
    {
        if (draft.EndedAs is null && !draft.IsHeld && draft.Tokens.Count == 0)
            Ending.Complete(draft);
    }

    /// <summary>Puts the branch on a node in state Faulted, with the error for the operator.</summary>
    public static void FaultAt(TransitionDraft draft, PlanNode node, Exception exception, ImmutableArray<string> received)
    {
        draft.Error = ErrorText.Of(exception is UserCodeException { InnerException: { } inner } ? inner : exception);
        draft.Write(EntryKind.WorkflowFaulted, node: node.Name, error: draft.Error);
        draft.Open(node.Name, WorkflowTokenState.Faulted, received: received);
    }

    /// <returns>Whether the branch rests here; if not, <paramref name="node"/> is the next one.</returns>
    private static bool Rests(TransitionDraft draft, ref PlanNode? node, ref ImmutableArray<string> received)
    {
        switch (node)
        {
            case StepNode step:
                draft.Open(step.Name, WorkflowTokenState.Dispatched, attempt: 1);
                return true;

            case SleepNode sleep:
                return Sleeps(draft, sleep, ref node);

            case WaitNode wait:
                return Waiting.Enter(draft, wait, ref received, ref node);

            case DecisionNode decision:
                var holds = UserCodeException.Call(decision.Name, () => decision.Condition(draft.State.Value));
                draft.Write(EntryKind.BranchChosen, node: decision.Name, detail: new EntryDetail { Branch = holds ? "then" : "else" });
                node = holds ? decision.Then : decision.Else;
                return false;

            case EndNode { Failure: null }:
                Ending.Complete(draft);
                return true;

            case EndNode end:
                Ending.Fail(draft, UserCodeException.Call(end.Name, () => end.Failure(draft.State.Value)) ?? "no reason given", end.Name);
                return true;

            default:
                throw new InvalidOperationException($"The engine has no rule for a node of type {node!.GetType().Name}.");
        }
    }

    private static bool Sleeps(TransitionDraft draft, SleepNode sleep, ref PlanNode? node)
    {
        var wakeAt = UserCodeException.Call(sleep.Name, () => sleep.WakeAt(draft.State.Value, draft.Now));
        if (wakeAt > draft.Now)
        {
            draft.Open(sleep.Name, WorkflowTokenState.Sleeping, dueAt: wakeAt);
            return true;
        }

        draft.Write(EntryKind.SleepElapsed, node: sleep.Name, detail: new EntryDetail { DueAt = wakeAt });
        node = sleep.Next;
        return false;
    }
}
