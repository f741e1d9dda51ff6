using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Workflows.Tests.Api.Hosting;

/// <summary>The in-memory server knows no peer: a request says in a header where it comes from.</summary>
internal static class TestPeer
{
    public const string Header = "Test-Peer";

    public static void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Headers[Header].FirstOrDefault() is { } peer)
            context.Connection.RemoteIpAddress = IPAddress.Parse(peer);

        context.Request.Headers.Remove(Header);
        return next(context);
    });
}
