using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>Moves a branch forward: through nodes that take no time, to where it rests. What comes next is asked of the program.</summary>
internal static class Advance
{
    /// <summary>The instance begins.</summary>
    public static void Begin(TransitionDraft draft) => To(draft, draft.Course!.Begin());

    /// <summary>The branch is through with its node, and closed.</summary>
    /// <param name="draft">Takes the changes.</param>
    /// <param name="token">The branch.</param>
    /// <param name="exit">The exit that it took; null: the one behind the node.</param>
    /// <param name="result">What the journal keeps of it.</param>
    public static void Behind(TransitionDraft draft, Token token, string? exit = null, string? result = null) =>
        To(draft, draft.Course!.Next(new Passed(token.Scope, token.Node) { Exit = exit, Result = result }));

    /// <summary>The instance goes back to a node that it has passed. Nothing of it is open.</summary>
    public static void Back(TransitionDraft draft, string node) => To(draft, draft.Course!.GoBack(node));

    /// <summary>The branch enters a node that is known.</summary>
    /// <param name="draft">Takes the changes.</param>
    /// <param name="scope">The scope that the branch is in.</param>
    /// <param name="node">The node.</param>
    /// <param name="received">Events that it received when the branch stood there before.</param>
    public static void At(TransitionDraft draft, WorkflowPlace scope, ProgramNode node, ImmutableArray<string> received)
    {
        Enter(draft, scope, node, received);
        CompleteAtEnd(draft);
    }

    /// <summary>Opens what a program asks for. What ends with the last of it is left to whoever moves the branch.</summary>
    public static void Into(TransitionDraft draft, ImmutableArray<Opening> openings)
    {
        Scoping.Open(draft, openings);
        foreach (var (scope, node) in openings)
        {
            if (node is not null && draft.EndedAs is null && Scoping.IsOpen(draft, scope))
                Enter(draft, scope, node, []);
        }
    }

    /// <summary>With no branch left the instance has come to its end. One that is held stays there, without a token, until it is let go on.</summary>
    public static void CompleteAtEnd(TransitionDraft draft)
    {
        Scoping.EndEmpty(draft);
        if (draft.EndedAs is null && !draft.IsHeld && draft.Tokens.Count == 0)
            Ending.Complete(draft);
    }

    /// <summary>Puts the branch on a node in state Faulted, with the error for the operator.</summary>
    public static void FaultAt(TransitionDraft draft, WorkflowPlace scope, ProgramNode node, Exception exception, ImmutableArray<string> received)
    {
        var error = ErrorText.Of(exception is UserCodeException { InnerException: { } inner } ? inner : exception);
        draft.Write(EntryKind.WorkflowFaulted, node: node.Name, error: error, scope: scope);
        draft.Open(scope, node.Name, WorkflowTokenState.Faulted, received: received, error: error);
    }

    private static void To(TransitionDraft draft, ImmutableArray<Opening> openings)
    {
        Into(draft, openings);
        CompleteAtEnd(draft);
    }

    private static void Enter(TransitionDraft draft, WorkflowPlace scope, ProgramNode? node, ImmutableArray<string> received)
    {
        while (node is not null && draft.EndedAs is null)
        {
            if (draft.IsHeld)
            {
                draft.Open(scope, node.Name, WorkflowTokenState.Held, received: received);
                return;
            }

            Passed passed;
            try
            {
                if (Rests(draft, scope, node, ref received, out passed))
                    return;
            }
            catch (Exception exception) when (exception is UserCodeException or UnstorableException)
            {
                FaultAt(draft, scope, node, exception, received);
                return;
            }

            var next = draft.Course!.Next(passed);
            if (next.Length != 1 || next[0].Scope != scope)
            {
                Into(draft, next);
                return;
            }

            (node, received) = (next[0].Node, []);
        }
    }

    /// <returns>Whether the branch rests here, or the instance has ended; if not, how it went on.</returns>
    private static bool Rests(TransitionDraft draft, WorkflowPlace scope, ProgramNode node, ref ImmutableArray<string> received, out Passed passed)
    {
        passed = new Passed(scope, node.Name);
        switch (node)
        {
            case ProgramStep step:
                draft.Open(scope, step.Name, WorkflowTokenState.Dispatched, attempt: 1);
                return true;

            case ProgramSleep sleep:
                return Sleeps(draft, scope, sleep);

            case ProgramWait wait:
                return Waiting.Rests(draft, new WaitAhead(scope, wait), ref received, ref passed);

            case ProgramChoice choice:
                var exit = UserCodeException.Call(choice.Name, () => choice.Choose(draft.State.Value));
                draft.Write(EntryKind.BranchChosen, node: choice.Name, detail: new EntryDetail { Branch = exit }, scope: scope);
                passed = passed with { Exit = exit };
                return false;

            case ProgramEnd { Failure: null }:
                Ending.Complete(draft);
                return true;

            case ProgramEnd end:
                Ending.Fail(draft, UserCodeException.Call(end.Name, () => ReasonText.Checked(end.Failure(draft.State.Value))) ?? "no reason given", scope.In(end.Name));
                return true;

            default:
                throw new InvalidOperationException($"The engine has no rule for a node of type {node.GetType().Name}.");
        }
    }

    private static bool Sleeps(TransitionDraft draft, WorkflowPlace scope, ProgramSleep sleep)
    {
        var wakeAt = UserCodeException.Call(sleep.Name, () => sleep.WakeAt(draft.State.Value, draft.Now));
        if (wakeAt > draft.Now)
        {
            draft.Open(scope, sleep.Name, WorkflowTokenState.Sleeping, dueAt: wakeAt);
            return true;
        }

        draft.Write(EntryKind.SleepElapsed, node: sleep.Name, detail: new EntryDetail { DueAt = wakeAt }, scope: scope);
        return false;
    }
}
