using System.Net;
using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Pages;

/// <summary>Every page says in words what it could not read, keeps its frame, and gives nothing away.</summary>
public sealed class When_the_store_is_down
{
    private const string Secret = "Password=hunter2";

    public static TheoryData<string> Paths => ["", "instances", "failures", "definitions", "waits", "waits?kind=timer", "bulk", "audit", $"instances/{QuietWorld.Faulted}", $"instances/{QuietWorld.Faulted}/retry", "start"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_page_says_so(string path)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        host.World.Broken = new InvalidOperationException(Secret);
        using var response = await host.SendAsync(path);
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.InternalServerError);
        var page = await Html.ParseAsync(response);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelector("nav.rail").ShouldNotBeNull();
        page.QuerySelectorAll("main [role=alert]").Length.ShouldBeGreaterThan(0);
        page.DocumentElement.OuterHtml.ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("instances")]
    [InlineData("waits")]
    public async Task A_page_says_what_the_log_says(string path)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        host.World.Broken = new WorkflowStoreUnavailableException("The store of workflows is not ready: Expected the tables of workflows in the database, but they are missing.");
        (await host.PageAsync(path)).Words().ShouldContain("Expected the tables of workflows in the database, but they are missing.");
    }

    /// <summary>That nobody registered a definition, and that nobody could say, are different things.</summary>
    [Theory]
    [InlineData("instances/ID", "No process has registered")]
    [InlineData("instances/ID/rewind", "is not registered")]
    [InlineData("definitions", "is registered yet")]
    [InlineData("definitions/OrderFulfilment", "There is no such definition")]
    public async Task Definitions_that_cannot_be_read_are_not_said_to_be_missing(string path, string untrue)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        (host.World.Broken, host.World.BrokenQuestion) = (new InvalidOperationException(Secret), "GetDefinitionsAsync");
        var page = await host.PageAsync(path.Replace("ID", QuietWorld.Faulted.ToString(), StringComparison.Ordinal));
        page.QuerySelectorAll("main [role=alert]").Length.ShouldBe(1);
        page.Words().ShouldNotContain(untrue);
        page.Words().ShouldNotContain("not registered");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_script_learns_no_secret(string path)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        host.World.Broken = new InvalidOperationException(Secret);
        using var response = await host.SendAsync(path, request => request.Headers.Accept.ParseAdd("application/json"));
        response.Content.Headers.ContentType!.MediaType.ShouldBeOneOf("application/json", "application/problem+json");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain(Secret);
    }
}
