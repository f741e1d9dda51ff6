using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>The in-memory server knows no peer: a request says in a header where it comes from. Default: this machine.</summary>
internal static class TestPeer
{
    public const string Header = "Test-Peer";

    public const string Unknown = "unknown";

    public static void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        var peer = context.Request.Headers[Header].FirstOrDefault() ?? "127.0.0.1";
        context.Request.Headers.Remove(Header);
        context.Connection.RemoteIpAddress = peer == Unknown ? null : IPAddress.Parse(peer);
        return next(context);
    });
}
