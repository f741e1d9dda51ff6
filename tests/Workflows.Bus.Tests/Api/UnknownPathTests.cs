using System.Net;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

public sealed class UnknownPathTests
{
    [Theory]
    [InlineData("/a/b/c/d")]
    [InlineData("/definitions/a/b")]
    [InlineData("/0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10/restart")]
    [InlineData("/0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10/events/")]
    [InlineData("/%0d%0aSet-Cookie:x/y/z/%3Cscript%3E")]
    public async Task A_path_that_is_no_route_is_a_problem(string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await host.GetAsync(path);
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "no-such-route");
        problem.Detail().ShouldContain("openapi.json");
        problem.Detail().Any(char.IsControl).ShouldBeFalse();
    }

    [Theory]
    [InlineData("PUT", "", "GET, POST")]
    [InlineData("DELETE", "/", "GET, POST")]
    [InlineData("DELETE", "/0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10", "GET")]
    [InlineData("GET", "/0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10/pause", "POST")]
    [InlineData("POST", "/definitions", "GET")]
    [InlineData("PATCH", "/openapi.json", "GET")]
    [InlineData("POST", "/0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10/journal", "GET")]
    public async Task A_method_that_a_route_does_not_have_is_a_problem(string method, string path, string allowed)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), ApiHost.Prefix + path);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        problem.Detail().ShouldContain(method);
        response.Content.Headers.Allow.Concat(response.Headers.TryGetValues("Allow", out var values) ? values : []).ShouldBe(allowed.Split(", "));
    }

    [Fact]
    public async Task Routes_of_the_host_are_left_alone()
    {
        await using var host = await ApiHost.StartAsync(setup => setup.Map = app =>
        {
            app.MapGet("/api/workflows/mine/{name}", (string name) => $"host {name}");
            app.MapGet("/api/workflowsomething", () => "host");
            app.MapFallback(() => "fallback");
            return app.MapWorkflowApi(ApiHost.Prefix);
        });
        foreach (var (path, expected) in new[] { ("/api/workflows/mine/x", "host x"), ("/api/workflowsomething", "host"), ("/api/other", "fallback") })
            (await host.Client.GetStringAsync(path, TestContext.Current.CancellationToken)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/admin/wf/")]
    [InlineData("/wf")]
    public async Task It_can_be_mounted_anywhere_and_more_than_once(string prefix)
    {
        await using var host = await ApiHost.StartAsync(setup =>
        {
            setup.Middleware = app => app.UsePathBase("/base").UseRouting();
            setup.Map = app =>
            {
                app.MapGroup("/tenants/{tenant}").MapWorkflowApi(prefix);
                return app.MapWorkflowApi(prefix);
            };
        });

        foreach (var at in new[] { $"/base{prefix}", $"{prefix}", $"/base/tenants/acme{prefix}" })
        {
            using var content = new StringContent("""{"workflow":"note","state":{}}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            using var response = await host.Client.PostAsync(at, content, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.Created);
            var location = response.Headers.Location!.ToString();
            location.ShouldStartWith($"{at.TrimEnd('/')}/");
            (await host.Client.GetStringAsync(location, TestContext.Current.CancellationToken)).ShouldContain("\"workflow\":\"note\"");
            (await host.Client.GetStringAsync($"{at.TrimEnd('/')}/openapi.json", TestContext.Current.CancellationToken)).ShouldContain($$"""{"url":"{{at.TrimEnd('/')}}"}""");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("api")]
    [InlineData("/api//x")]
    [InlineData("/api/{id}")]
    [InlineData("/api?x")]
    public void A_prefix_that_is_no_path_is_refused(string prefix)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        Should.Throw<ArgumentException>(() => Workflows.Api.ApiMount.PathOf(prefix)).Message.ShouldContain("/api/workflows");
        Should.Throw<InvalidOperationException>(() => app.MapWorkflowApi()).Message.ShouldContain("AddDurableWorkflows");
    }

    [Fact]
    public async Task Settings_that_are_wrong_are_refused()
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => ApiHost.StartAsync(setup => setup.Map = app => app.MapWorkflowApi(ApiHost.Prefix, options =>
        {
            options.MaxBodyBytes = 0;
            options.TimeLimit = TimeSpan.Zero;
        })));
        refused.Message.ShouldContain("MaxBodyBytes: expected 1,024 to 104,857,600, but it is 0.");
        refused.Message.ShouldContain("TimeLimit: expected 1 second to 10 minutes, but it is 00:00:00.");
    }
}
