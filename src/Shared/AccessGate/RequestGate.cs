using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Workflows.AccessGate;

/// <summary>
/// Closed by default: without authorization on the endpoint only this machine gets in, and nothing that another site made a browser send is acted on.
/// Runs as the endpoint, so the host's authorization middleware has already spoken where the endpoint asked for it.
/// </summary>
internal static class RequestGate
{
    /// <returns>A sentence that says why the request is refused; null: it may pass.</returns>
    public static string? Refuses(HttpContext context)
    {
        var isOpened = IsOpened(context.GetEndpoint());
        if (!isOpened && !LoopbackRule.Holds(context))
            return "Answers only to this machine (loopback address and host name, no proxy) until the endpoint says who may enter: add .RequireAuthorization(...) where it is mapped, or .AllowAnonymous() to open it to everyone.";

        return OriginRule.Holds(context.Request, mayBeRelayed: isOpened)
            ? null
            : "Refused a request that changes something and comes from another site, or does not say from where.";
    }

    /// <summary>The endpoint carries a decision about access: the framework enforced it, or it says that there is none to enforce.</summary>
    private static bool IsOpened(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null
        || endpoint?.Metadata.GetMetadata<AuthorizationPolicy>() is not null
        || endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
