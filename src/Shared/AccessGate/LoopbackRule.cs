using System.Net;
using Microsoft.AspNetCore.Http;

namespace Workflows.AccessGate;

/// <summary>
/// The peer is this machine, it asked for this machine by name (a page whose host name was rebound to 127.0.0.1 does not), and nothing stands in between.
/// </summary>
internal static class LoopbackRule
{
    private static readonly string[] _proxyHeaders =
    [
        "Forwarded", "Forwarded-For", "Via", "X-Forwarded", "X-Real-IP", "X-Real-Port", "X-Scheme", "X-Rewrite-URL", "X-Nginx-Proxy", "X-Remote-IP", "X-Remote-Addr",
        "Remote-Addr", "True-Client-IP", "Client-IP", "X-ClientIP", "X-Cluster-Client-IP", "Cdn-Loop", "X-Amz-Cf-Id", "X-Appengine-User-IP", "X-Appservice-Proto",
    ];

    private static readonly string[] _proxyHeaderPrefixes = ["X-Forwarded-", "X-Original-", "X-Envoy-", "X-Azure-", "X-ARR-", "X-ProxyUser-", "CF-", "Fastly-", "Fly-"];

    /// <summary>Every proxy has its own word in front: X-Client-IP, Proxy-Client-IP, WL-Proxy-Client-IP.</summary>
    private static readonly string[] _proxyHeaderEndings = ["-Client-IP", "-ClientIP", "-Connecting-IP", "-Connecting-IPv6"];

    public static bool Holds(HttpContext context) =>
        IsLoopback(context.Connection.RemoteIpAddress) && NamesLoopback(context.Request.Host) && !CameThroughProxy(context.Request.Headers);

    /// <summary>No address (a Unix socket, an in-memory server) is not loopback: whoever forwards to it is unknown.</summary>
    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool NamesLoopback(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var address) && IsLoopback(address));

    private static bool CameThroughProxy(IHeaderDictionary headers) =>
        headers.Keys.Any(name =>
            _proxyHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
            || _proxyHeaderPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || _proxyHeaderEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
}
