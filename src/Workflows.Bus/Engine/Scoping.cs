using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// Opens and closes scopes. A node with scopes is done in the transition in which the last of them ends, and the instance goes on behind it, once: no two transitions
/// of an instance happen at the same time.
/// </summary>
internal static class Scoping
{
    /// <summary>Opens the scopes that are asked for, all of them before a branch in one of them moves: one that ends at once does not end their node.</summary>
    public static void Open(TransitionDraft draft, ImmutableArray<Opening> openings)
    {
        foreach (var (place, _) in openings)
        {
            if (!IsOpen(draft, place))
                draft.Scopes.Add(new Scope { Place = place, Since = draft.Now });
        }
    }

    public static bool IsOpen(TransitionDraft draft, WorkflowPlace place) => place.IsRoot || draft.Scopes.Exists(scope => scope.Place == place);

    /// <summary>Cancels scopes: what is open in them closes with them, whatever it does.</summary>
    /// <param name="draft">Takes the changes.</param>
    /// <param name="place">A scope, or a node for all of its scopes.</param>
    public static void Close(TransitionDraft draft, WorkflowPlace place)
    {
        foreach (var token in draft.Tokens.Where(token => place.Contains(token.Scope)).ToArray())
            draft.Cancel(token);

        draft.Scopes.RemoveAll(scope => place.Contains(scope.Place));
    }

    /// <summary>Ends scopes in which nothing is open any more, from the innermost out, and goes on behind their nodes.</summary>
    public static void EndEmpty(TransitionDraft draft)
    {
        while (draft.EndedAs is null && !draft.IsHeld && draft.Scopes.FindLast(scope => IsEmpty(draft, scope)) is { } ended)
        {
            draft.Scopes.Remove(ended);
            var (parent, node) = (ended.Place.Parent, ended.Place.Name);
            if (!draft.Scopes.Exists(scope => parent.In(node).Contains(scope.Place)))
                Advance.Into(draft, draft.Course!.Next(new Passed(parent, node)));
        }
    }

    private static bool IsEmpty(TransitionDraft draft, Scope scope) =>
        !draft.Tokens.Exists(token => scope.Place.Contains(token.Scope)) && !draft.Scopes.Exists(other => other != scope && scope.Place.Contains(other.Place));
}
