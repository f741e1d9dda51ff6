using System.Diagnostics.CodeAnalysis;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>The branches that stand on an error, or wait for their next attempt: what an operator retries and skips.</summary>
internal static class StuckPlaces
{
    private const int MostNamed = 10;

    public static Token[] All(TransitionDraft draft) => [.. draft.Tokens.Where(token => token.State is WorkflowTokenState.Faulted or WorkflowTokenState.Backoff)];

    /// <param name="draft">The instance.</param>
    /// <param name="place">The place, or a scope around some of them; null: all.</param>
    /// <param name="tokens">Those that are meant.</param>
    /// <param name="refusal">Why none is.</param>
    public static bool TryFind(TransitionDraft draft, string? place, out Token[] tokens, [NotNullWhen(false)] out Decision? refusal)
    {
        tokens = All(draft);
        refusal = null;
        if (place is null)
            return true;

        if (!WorkflowPlace.TryParse(place, out var meant) || meant.IsRoot)
            refusal = Decision.Refuse(WorkflowRefusal.Malformed, $"Expected a place such as 'reserve' or 'lines[3]/reserve', but it is '{ErrorText.Clean(place)}'.");
        else if (draft.HasUnsendable || draft.Execution.Undefined)
            refusal = Decision.Refuse(WorkflowRefusal.WrongStatus, "The instance stands as a whole, not at a place of it. Leave the place out.");
        else if ((tokens = Array.FindAll(tokens, token => meant.Contains(token.Place))).Length == 0)
            refusal = Decision.Refuse(WorkflowRefusal.WrongStatus, $"Nothing stands on an error at '{ErrorText.Clean(place)}'. On errors stand: {List(All(draft))}.");

        return refusal is null;
    }

    public static string List(IReadOnlyCollection<Token> tokens) =>
        string.Join(", ", tokens.Take(MostNamed).Select(token => $"'{token.Place}'")) + (tokens.Count > MostNamed ? ", ..." : "");
}
