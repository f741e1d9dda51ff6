using System.Net;
using AngleSharp.Html.Parser;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Dashboard.Hosting;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Hosting;

/// <summary>The dashboard and its host do not see each other, whatever the host is and wherever the mount.</summary>
public sealed class When_it_is_mounted
{
    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task Pages_and_their_assets_answer_below_the_mount(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        var html = await TextAsync(host, "");
        var page = new HtmlParser().ParseDocument(html);
        page.QuerySelector("base")!.GetAttribute("href").ShouldBe(host.Kind.Mount + "/");

        var assets = page.QuerySelectorAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href")!)
            .Concat(page.QuerySelectorAll("script[src]").Select(script => script.GetAttribute("src")!))
            .ToArray();
        assets.Length.ShouldBeGreaterThan(1);
        foreach (var asset in assets)
        {
            asset.ShouldStartWith("_assets/");
            using var response = await host.SendAsync(asset);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, asset);
            response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        }
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task Nothing_on_a_page_leaves_the_mount(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        var page = new HtmlParser().ParseDocument(await TextAsync(host, ""));
        var addresses = page.QuerySelectorAll("[href]:not(base), [src], [action]")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("action")!);
        addresses.ShouldAllBe(address => !address.StartsWith('/') || address.StartsWith(host.Kind.Mount + "/", StringComparison.Ordinal));
        page.QuerySelectorAll("[style]").ShouldBeEmpty();
        page.QuerySelectorAll("script:not([src])").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task Every_answer_carries_the_security_headers(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        foreach (var path in new[] { "", "no-such-page", "_assets/x/dashboard.css" })
        {
            using var response = await host.SendAsync(path);
            response.Headers.GetValues("Content-Security-Policy").ShouldBe([SecurityHeaders.ContentSecurityPolicy], path);
            response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"], path);
            response.Headers.Contains("Set-Cookie").ShouldBeFalse(path);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
            response.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"], path);
        }
    }

    [Fact]
    public async Task A_cookie_of_the_host_passes()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup
        {
            Convention = endpoint => endpoint.Add(builder =>
            {
                var next = builder.RequestDelegate!;
                builder.RequestDelegate = context =>
                {
                    context.Response.Cookies.Append("session", "1");
                    return next(context);
                };
            }),
        });
        using var response = await host.SendAsync("");
        response.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldStartWith("session=1");
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task A_head_is_answered_like_its_get_without_the_body(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        foreach (var path in new[] { "", "instances", "settings", "no-such-page", $"instances/{Guid.Empty}", "_assets/x/dashboard.css" })
        {
            using var get = await host.SendAsync(path);
            using var head = await host.SendAsync(path, request => request.Method = HttpMethod.Head);
            head.StatusCode.ShouldBe(get.StatusCode, path);
            head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType, path);
            head.Headers.GetValues("Content-Security-Policy").ShouldBe([SecurityHeaders.ContentSecurityPolicy], path);
            (await head.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty(path);
        }
    }

    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task An_unknown_address_is_a_page_that_says_so(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind));
        foreach (var path in new[] { "no-such-page", "a//b", "a/b/", "x%2Fy", "_assets/x/no-such.css" })
        {
            using var response = await host.SendAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        using var page = await host.SendAsync("no-such-page");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<h1>Not found</h1>");
    }

    [Fact]
    public async Task The_host_keeps_its_own_pages_and_its_own_live_connection()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Blazor);
        (await host.Client.GetStringAsync(new Uri("http://localhost/"), TestContext.Current.CancellationToken)).ShouldContain("the host's own page");
        (await host.Client.GetStringAsync(new Uri("http://localhost/failures"), TestContext.Current.CancellationToken)).ShouldBe("the host's fallback");
        foreach (var prefix in new[] { "", "/workflows" })
        {
            using var negotiation = await host.Client.PostAsync(new Uri($"http://localhost{prefix}/_blazor/negotiate?negotiateVersion=1"), null, TestContext.Current.CancellationToken);
            negotiation.StatusCode.ShouldBe(HttpStatusCode.OK, prefix);
        }
    }

    [Fact]
    public async Task The_host_does_not_answer_at_the_dashboards_addresses()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        foreach (var path in new[] { "/", "/not-found", "/_blazor", "/_assets/x/dashboard.css" })
        {
            using var response = await host.Client.GetAsync(new Uri("http://localhost" + path), TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await host.Client.GetStringAsync(new Uri("http://localhost/live"), TestContext.Current.CancellationToken)).ShouldBe("live");
    }

    [Fact]
    public async Task Its_own_endpoints_stay_out_of_the_hosts_lists()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.TwoMounts);
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null).ShouldBeEmpty();
        endpoints.Count(endpoint => endpoint.DisplayName!.StartsWith("Workflow dashboard at", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task The_hosts_own_script_of_blazor_wins()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "_framework"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "_framework", "blazor.web.js"), "/* the host's own */", TestContext.Current.CancellationToken);
            await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { WebRoot = folder.FullName });
            (await TextAsync(host, "_assets/x/blazor.web.js")).ShouldBe("/* the host's own */");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Mounting_without_registering_says_what_to_call()
    {
        var builder = WebApplication.CreateBuilder();
        await using var app = builder.Build();
        Should.Throw<InvalidOperationException>(() => app.MapWorkflowDashboard()).Message.ShouldContain("AddWorkflowDashboard()");
    }

    [Fact]
    public async Task Mounting_without_workflows_says_what_is_missing()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddWorkflowDashboard();
        await using var app = builder.Build();
        var message = Should.Throw<InvalidOperationException>(() => app.MapWorkflowDashboard()).Message;
        message.ShouldContain("IWorkflowClient");
        message.ShouldContain("AddDurableWorkflows");
    }

    private static async Task<string> TextAsync(DashboardHost host, string path)
    {
        using var response = await host.SendAsync(path);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
