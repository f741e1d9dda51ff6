using System.Security.Claims;
using Workflows.Api.Problems;
using Workflows.Operations;

namespace Workflows.Api;

/// <summary>Who acts, for the journal: the signed-in user; only where nobody is signed in, whom the request names. Never nobody: the audit lists what somebody did.</summary>
internal static class CallerName
{
    public const string Nobody = "somebody not signed in";

    private const string Unnamed = "a signed-in user without a name";

    /// <exception cref="ProblemException">A signed-in user names somebody else.</exception>
    public static string Of(ClaimsPrincipal user, string? given)
    {
        if (user.Identities.FirstOrDefault(identity => identity.IsAuthenticated) is not { } identity)
            return given ?? Nobody;

        var name = identity.Name ?? identity.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? identity.FindFirst("sub")?.Value;
        name = string.IsNullOrWhiteSpace(name) ? Unnamed : name[..Math.Min(name.Length, OperationText.MaxActor)];
        return given is null || given == name
            ? name
            : throw new ProblemException(ProblemKind.ActorNotAllowed, $"You are signed in as '{name}', so the journal will say that it was you. Leave 'actor' out.");
    }
}
