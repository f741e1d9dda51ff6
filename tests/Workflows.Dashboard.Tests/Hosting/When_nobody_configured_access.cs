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
        foreach (var header in new[] { "X-Forwarded-For", "X-Forwarded-Host", "x-forwarded-proto", "X-Original-For", "X-Real-IP", "Forwarded", "Via" })
            await StaysOutAsync(kind, request => request.Headers.TryAddWithoutValidation(header, "for=127.0.0.1"));
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
