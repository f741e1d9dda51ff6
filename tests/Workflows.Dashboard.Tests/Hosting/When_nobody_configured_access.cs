using System.Net;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Hosting;

/// <summary>Closed by default: this machine only.</summary>
public sealed class When_nobody_configured_access
{
    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task This_machine_gets_in(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        foreach (var name in new[] { "localhost", "127.0.0.1", "[::1]", "localhost:5001" })
        {
            foreach (var peer in new[] { "127.0.0.1", "::1", "::ffff:127.0.0.1", "127.8.8.8" })
            {
                using var response = await host.SendAsync("", request =>
                {
                    request.Headers.Host = name;
                    request.Headers.Add(TestPeer.Header, peer);
                });
                response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{name} from {peer}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task Another_machine_stays_out(string kind) =>
        await StaysOutAsync(kind, request => request.Headers.Add(TestPeer.Header, "10.0.0.7"));

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task A_peer_without_an_address_stays_out(string kind) =>
        await StaysOutAsync(kind, request => request.Headers.Add(TestPeer.Header, TestPeer.Unknown));

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task A_rebound_host_name_stays_out(string kind) =>
        await StaysOutAsync(kind, request => request.Headers.Host = "evil.example");

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task What_came_through_a_proxy_stays_out(string kind)
    {
        foreach (var header in new[] { "X-Forwarded-For", "Via" })
            await StaysOutAsync(kind, request => request.Headers.TryAddWithoutValidation(header, "for=127.0.0.1"));
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "x-forwarded-proto", "X-Forwarded", "X-Original-For", "Forwarded", "Forwarded-For", "X-Real-IP")]
    [InlineData("X-Client-IP", "Client-IP", "True-Client-IP", "x-cluster-client-ip", "WL-Proxy-Client-IP", "X-Azure-ClientIP", "DO-Connecting-IP")]
    [InlineData("CF-Connecting-IP", "CF-Connecting-IPv6", "CF-Ray", "Cdn-Loop", "Fastly-Client-IP", "Fly-Client-IP", "X-Amz-Cf-Id", "X-Appengine-User-IP")]
    [InlineData("X-Envoy-External-Address", "X-Envoy-Expected-Rq-Timeout-Ms", "X-ARR-SSL", "X-Scheme", "X-Rewrite-URL", "X-ProxyUser-Ip", "X-Remote-Addr")]
    public async Task Whatever_the_proxy_calls_it(params string[] headers)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        foreach (var header in headers)
        {
            using var response = await host.SendAsync("", request => request.Headers.TryAddWithoutValidation(header, "127.0.0.1"));
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, header);
        }
    }

    /// <summary>Pages, assets and the live connection alike.</summary>
    private static async Task StaysOutAsync(string kind, Action<HttpRequestMessage> change)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        foreach (var path in new[] { "", "not-found", "_assets/x/dashboard.css", "_blazor" })
        {
            using var response = await host.SendAsync(path, change);
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("RequireAuthorization");
        }

        using var negotiation = await host.SendAsync("_blazor/negotiate?negotiateVersion=1", request =>
        {
            request.Method = HttpMethod.Post;
            change(request);
        });
        negotiation.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
