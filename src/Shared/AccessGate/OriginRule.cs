using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Workflows.AccessGate;

/// <summary>
/// What may change something, or opens a socket that may, comes from a page of this very host or from no page at all.
/// A browser says so in Sec-Fetch-Site or Origin; a client without either must not carry the cookies of one.
/// </summary>
internal static class OriginRule
{
    /// <param name="request">The request.</param>
    /// <param name="mayBeRelayed">
    /// Something may stand in between that asks for another host name than the browser did: then an origin cannot be told from a foreign one, and the
    /// browser's own word for it counts alone.
    /// </param>
    public static bool Holds(HttpRequest request, bool mayBeRelayed)
    {
        if (IsSafe(request))
            return true;

        var (site, origin) = (request.Headers["Sec-Fetch-Site"], request.Headers.Origin);
        if (site.Count > 0 && !(site.Count == 1 && site[0] is "same-origin" or "none"))
            return false;

        // Nobody sends a foreign origin with a good site but somebody who makes them up.
        if (origin.Count > 0 && !(mayBeRelayed && site.Count > 0 && site[0] == "same-origin"))
            return origin.Count == 1 && IsOwn(origin[0], request);

        return site.Count > 0 || request.Headers.Cookie.Count == 0;
    }

    private static bool IsSafe(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        && !request.Headers.ContainsKey(HeaderNames.Upgrade);

    /// <summary>Compares the authority. A proxy may have ended TLS before us, so https may become http, never the other way round.</summary>
    private static bool IsOwn(string? origin, HttpRequest request)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || (request.IsHttps && uri.Scheme != Uri.UriSchemeHttps))
            return false;

        var asked = request.Host;
        return string.Equals(uri.Host, asked.Host, StringComparison.OrdinalIgnoreCase)
            && (asked.Port is { } port ? port == uri.Port : uri.IsDefaultPort);
    }
}
