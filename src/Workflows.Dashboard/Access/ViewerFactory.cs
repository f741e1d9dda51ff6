using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Workflows.AccessGate;

namespace Workflows.Dashboard.Access;

/// <summary>Asks the host's policies what a user may do.</summary>
internal sealed class ViewerFactory(IOptions<WorkflowDashboardOptions> options, IAuthorizationService authorization)
{
    public Task<Viewer> OfAsync(HttpContext context) => OfAsync(context.User, LoopbackRule.Holds(context));

    /// <param name="user">The user, signed in or not.</param>
    /// <param name="isLocal">Whether the request comes from this machine.</param>
    public async Task<Viewer> OfAsync(ClaimsPrincipal user, bool isLocal)
    {
        var name = user.Identity?.IsAuthenticated == true ? NameOf(user) : null;
        var actor = name ?? (isLocal ? "somebody on this machine" : "somebody not signed in");
        return new Viewer(name, actor, await WhyNotOperateAsync(user, name, isLocal), await MeetsAsync(user, options.Value.PayloadPolicy));
    }

    private async Task<string?> WhyNotOperateAsync(ClaimsPrincipal user, string? name, bool isLocal)
    {
        if (options.Value.ReadOnly)
            return "This dashboard is read-only.";

        if (options.Value.OperatorPolicy is { } policy)
        {
            if (await MeetsAsync(user, policy))
                return null;

            return name is null
                ? $"Sign in: operators must meet the policy '{policy}'."
                : $"{name} does not meet the policy '{policy}' for operators.";
        }

        return name is not null || isLocal ? null : "Sign in: without a user, operations are possible only from the machine itself.";
    }

    private async Task<bool> MeetsAsync(ClaimsPrincipal user, string? policy) =>
        policy is null || (await authorization.AuthorizeAsync(user, null, policy)).Succeeded;

    private static string NameOf(ClaimsPrincipal user) =>
        user.Identity?.Name
        ?? user.FindFirstValue(ClaimTypes.Email)
        ?? user.FindFirstValue(ClaimTypes.NameIdentifier)
        ?? user.FindFirstValue("sub")
        ?? "a user without a name";
}
