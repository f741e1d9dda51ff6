using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Json;

/// <summary>
/// An earlier release kept one error with the instance, and none with its tokens. It belongs to those that stand on one or are to be tried again; where
/// there are none, to the one that is being tried again.
/// </summary>
internal static class FormerErrors
{
    /// <param name="tokens">The tokens as they are stored.</param>
    /// <param name="error">The error of the instance that is one of a token; null: there is none.</param>
    public static ImmutableArray<Token> Given(ImmutableArray<Token> tokens, WorkflowError? error)
    {
        if (error is null || tokens.IsEmpty || tokens.Any(token => token.Error is not null))
            return tokens;

        return tokens.Any(IsStuck)
            ? [.. tokens.Select(token => IsStuck(token) ? token with { Error = error } : token)]
            : tokens.SetItem(0, tokens[0] with { Error = error });
    }

    private static bool IsStuck(Token token) => token.State is WorkflowTokenState.Faulted or WorkflowTokenState.Backoff;
}
