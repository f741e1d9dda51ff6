using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Hosting;

/// <summary>The endpoint says who may enter.</summary>
public sealed class When_access_is_configured
{
    private static readonly Action<IServiceCollection> _fallback = services =>
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task The_policy_decides_over_everything_below_the_mount(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind), new HostSetup { Convention = endpoint => endpoint.RequireAuthorization("ops") });
        foreach (var (path, method) in new[] { ("", HttpMethod.Get), ("_assets/x/dashboard.css", HttpMethod.Get), ("_blazor/negotiate?negotiateVersion=1", HttpMethod.Post) })
        {
            (await StatusAsync(host, path, method, null)).ShouldBe(HttpStatusCode.Unauthorized, path);
            (await StatusAsync(host, path, method, "eve:readers")).ShouldBe(HttpStatusCode.Forbidden, path);
            (await StatusAsync(host, path, method, "ada:ops")).ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task Allowing_anonymous_opens_it_to_everyone(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind), new HostSetup { Convention = endpoint => endpoint.WithMetadata(new AllowAnonymousAttribute()) });
        using var response = await host.SendAsync("", request =>
        {
            request.Headers.Add(TestPeer.Header, "10.0.0.7");
            request.Headers.Host = "ops.example";
            request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task Authorization_without_a_scheme_fails_and_never_opens(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind), new HostSetup { Convention = endpoint => endpoint.RequireAuthorization(), WithUsers = false });
        await Should.ThrowAsync<InvalidOperationException>(() => host.SendAsync(""));
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task A_fallback_policy_without_a_scheme_fails_and_never_opens(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind), new HostSetup { WithUsers = false, Services = _fallback });
        await Should.ThrowAsync<InvalidOperationException>(() => host.SendAsync(""));
    }

    /// <summary>A fallback policy is the host's idea of what nobody thought about; it is no decision to show the dashboard to every user of the host.</summary>
    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task A_fallback_policy_is_not_a_decision_to_open_it(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind), new HostSetup { Services = _fallback });
        using var response = await host.SendAsync("", request =>
        {
            request.Headers.Add(TestUsers.Name, "ada");
            request.Headers.Add(TestPeer.Header, "10.0.0.7");
        });
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpStatusCode> StatusAsync(DashboardHost host, string path, HttpMethod method, string? user)
    {
        using var response = await host.SendAsync(path, request =>
        {
            request.Method = method;
            request.Headers.Add(TestPeer.Header, "10.0.0.7");
            if (user is not null)
                request.Headers.Add(TestUsers.Name, user);
        });
        return response.StatusCode;
    }
}
