using System.Net;
using Microsoft.AspNetCore.Builder;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

/// <summary>Closed by default, to other machines and to what other sites make a browser send.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("::1", "[::1]:5001")]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1")]
    public async Task This_machine_gets_in(string peer, string name)
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await SendAsync(host, HttpMethod.Get, "/", peer, ("Host", name));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("10.0.0.7", "Host", "localhost")]
    [InlineData(null, "Host", "localhost")]
    [InlineData("127.0.0.1", "Host", "evil.example")]
    [InlineData("127.0.0.1", "X-Forwarded-For", "127.0.0.1")]
    [InlineData("127.0.0.1", "X-Forwarded-Proto", "https")]
    [InlineData("127.0.0.1", "Forwarded", "for=127.0.0.1")]
    [InlineData("127.0.0.1", "X-Client-IP", "127.0.0.1")]
    [InlineData("127.0.0.1", "X-Envoy-External-Address", "127.0.0.1")]
    public async Task All_others_stay_out_of_everything(string? peer, string header, string value)
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var path in new[] { "/", "/definitions", "/openapi.json", "/x/y/z", $"/{Guid.NewGuid()}" })
        {
            using var response = await SendAsync(host, HttpMethod.Get, path, peer, (header, value));
            (await response.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access-denied")).Detail().ShouldContain("RequireAuthorization");
        }

        using var start = await SendAsync(host, HttpMethod.Post, "/", peer, (header, value));
        await start.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access-denied");
        (await host.CountInstancesAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Cookie", "session=1", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Origin", "http://localhost", true)]
    [InlineData("X-Script", "curl", true)]
    public async Task What_another_site_makes_a_browser_send_changes_nothing(string header, string value, bool passes)
    {
        await using var host = await ApiHost.StartAsync(OpenToEveryone);
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        using var response = await SendAsync(host, HttpMethod.Post, $"/{id}/pause", "10.0.0.7", (header, value));

        if (!passes)
            await response.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access-denied");

        (await host.ReadAsync($"/{id}"))["status"]!.GetValue<string>().ShouldBe(passes ? "Paused" : "Waiting");
    }

    [Fact]
    public async Task It_can_be_opened_to_everyone()
    {
        await using var host = await ApiHost.StartAsync(OpenToEveryone);
        using var response = await SendAsync(host, HttpMethod.Get, "/", "10.0.0.7", ("Host", "workflows.example"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("eve", HttpStatusCode.Forbidden)]
    [InlineData("ada:ops", HttpStatusCode.OK)]
    public async Task Authorization_of_the_host_decides_where_it_is_asked_for(string? user, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync(ForOperators);
        foreach (var path in new[] { "/", "/definitions", "/openapi.json" })
        {
            using var response = await SendAsync(host, HttpMethod.Get, path, "10.0.0.7", (TestUsers.Header, user ?? ""));
            response.StatusCode.ShouldBe(expected, path);
        }
    }

    [Fact]
    public async Task Authorization_without_a_scheme_never_opens()
    {
        await using var host = await ApiHost.StartAsync(setup => setup.Convention = routes => routes.RequireAuthorization());
        await Should.ThrowAsync<InvalidOperationException>(() => SendAsync(host, HttpMethod.Get, "/", "127.0.0.1"));
    }

    [Fact]
    public async Task A_signed_in_user_acts_under_the_own_name()
    {
        await using var host = await ApiHost.StartAsync(ForOperators);
        host.Client.DefaultRequestHeaders.Add(TestUsers.Header, "ada:ops");
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);

        using var asSomebodyElse = await host.PostAsync($"/{id}/pause", new { actor = "bob" });
        (await asSomebodyElse.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor-not-allowed")).Detail().ShouldContain("'ada'");
        using var eventAsSomebodyElse = await host.PostAsync($"/{id}/events/TicketClosed?actor=bob", new { });
        await eventAsSomebodyElse.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor-not-allowed");
        using var startAsSomebodyElse = await host.PostAsync("/", new { workflow = "note", state = new { }, actor = "bob" });
        await startAsSomebodyElse.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor-not-allowed");

        using var asAda = await host.PostAsync($"/{id}/pause", new { actor = "ada", reason = "lunch" });
        await asAda.ShouldSucceedAsync();
        using var silent = await host.PostAsync($"/{id}/resume");
        await silent.ShouldSucceedAsync();

        var entries = (await host.ReadAsync($"/{id}/journal"))["items"]!.AsArray();
        foreach (var kind in new[] { "WorkflowStarted", "WorkflowPaused", "WorkflowResumed" })
            entries.Single(entry => entry!["kind"]!.GetValue<string>() == kind)!["actor"]!.GetValue<string>().ShouldBe("ada", kind);
    }

    [Fact]
    public async Task A_signed_in_user_without_a_name_is_not_nobody()
    {
        await using var host = await ApiHost.StartAsync(ForOperators);
        host.Client.DefaultRequestHeaders.Add(TestUsers.Header, ":ops");
        var id = await host.StartInstanceAsync(new { }, "note");
        (await host.ReadAsync($"/{id}/journal"))["items"]![0]!["actor"]!.GetValue<string>().ShouldBe("a signed-in user without a name");
    }

    private static void OpenToEveryone(ApiHostSetup setup) => setup.Convention = routes => routes.AllowAnonymous();

    private static void ForOperators(ApiHostSetup setup)
    {
        setup.Services = TestUsers.AddTo;
        setup.Convention = routes => routes.RequireAuthorization("ops");
    }

    private static Task<HttpResponseMessage> SendAsync(ApiHost host, HttpMethod method, string path, string? peer, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, ApiHost.Prefix + path);
        host.Client.DefaultRequestHeaders.Remove(TestPeer.Header);
        try
        {
            if (peer is not null)
                request.Headers.Add(TestPeer.Header, peer);

            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);

            return host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        }
        finally
        {
            host.Client.DefaultRequestHeaders.Add(TestPeer.Header, "127.0.0.1");
        }
    }
}
