using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Hosting;

/// <summary>A browser carries its user's cookies wherever a page sends it: what changes something must come from our own page.</summary>
public sealed class When_another_site_sends_a_request
{
    private const string Negotiate = "_blazor/negotiate?negotiateVersion=1";

    private static readonly (bool Passes, string[] Headers)[] _requests =
    [
        (false, ["Sec-Fetch-Site: cross-site"]),
        (false, ["Sec-Fetch-Site: same-site"]),
        (false, ["Sec-Fetch-Site: cross-site", "Origin: http://localhost"]),
        (false, ["Origin: https://evil.example"]),
        (false, ["Origin: http://localhost:8080"]),
        (false, ["Origin: null"]),
        (false, ["Sec-Fetch-Site: none", "Origin: http://evil.example"]),
        (false, ["Sec-Fetch-Site: none", "Origin: null"]),
        (false, ["Sec-Fetch-Site: same-origin", "Origin: http://evil.example"]),
        (true, ["Sec-Fetch-Site: none", "Origin: http://localhost", "Cookie: session=1"]),
        (false, ["Cookie: session=1"]),
        (true, ["Sec-Fetch-Site: same-origin", "Cookie: session=1"]),
        (true, ["Sec-Fetch-Site: none"]),
        (true, ["Origin: http://localhost", "Cookie: session=1"]),
        (true, ["Origin: https://localhost"]),
        (true, []),
    ];

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task A_post_passes_only_from_our_own_page(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        foreach (var (passes, headers) in _requests)
        {
            using var response = await host.SendAsync(Negotiate, request =>
            {
                request.Method = HttpMethod.Post;
                Add(request, headers);
            });
            response.StatusCode.ShouldBe(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden, string.Join(", ", headers));
        }
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task A_socket_opens_only_from_our_own_page(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        foreach (var (passes, headers) in _requests)
        {
            using var response = await host.SendAsync("_blazor", request =>
            {
                request.Headers.Add("Connection", "Upgrade");
                request.Headers.Add("Upgrade", "websocket");
                Add(request, headers);
            });

            // The in-memory server cannot upgrade: what got through the gate is told so by the live connection.
            response.StatusCode.ShouldBe(passes ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden, string.Join(", ", headers));
        }
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task Being_open_to_everyone_does_not_open_it_to_other_sites(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind), new HostSetup { Convention = endpoint => endpoint.WithMetadata(new AllowAnonymousAttribute()) });
        using var response = await host.SendAsync(Negotiate, request =>
        {
            request.Method = HttpMethod.Post;
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
        });
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    /// <summary>A proxy in front may ask for another name than the browser did; the browser still knows that the page was ours.</summary>
    [Theory]
    [InlineData(true, "Sec-Fetch-Site: same-origin", "Origin: https://ops.example")]
    [InlineData(false, "Sec-Fetch-Site: none", "Origin: https://ops.example")]
    [InlineData(false, "Sec-Fetch-Site: cross-site", "Origin: https://ops.example")]
    [InlineData(false, "Origin: https://ops.example", "Cookie: session=1")]
    public async Task Behind_a_proxy_that_renames_the_host_the_browsers_word_counts(bool passes, params string[] headers)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { Convention = endpoint => endpoint.WithMetadata(new AllowAnonymousAttribute()) });
        using var response = await host.SendAsync(Negotiate, request =>
        {
            request.Method = HttpMethod.Post;
            Add(request, headers);
        });
        response.StatusCode.ShouldBe(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task A_link_from_another_site_opens_a_page(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        using var response = await host.SendAsync("", request => request.Headers.Add("Sec-Fetch-Site", "cross-site"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static void Add(HttpRequestMessage request, string[] headers)
    {
        foreach (var header in headers)
        {
            var at = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..at], header[(at + 1)..].Trim());
        }
    }
}
