using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using Workflows.Dashboard.Tests.Pages;

namespace Workflows.Dashboard.Tests.Hosting;

/// <summary>Settings that are seen on pages.</summary>
public sealed class When_a_dashboard_has_settings
{
    private static readonly string _instance = $"instances/{QuietWorld.Faulted}";

    [Fact]
    public async Task Its_title_is_in_the_top_bar_and_in_the_titles_of_pages()
    {
        await using var host = await StartAsync(options => options.Title = "Shop <jobs>");
        var page = await host.PageAsync("instances");
        page.QuerySelector("header .brand")!.TextContent.Trim().ShouldBe("Shop <jobs>");
        page.Title.ShouldEndWith(" · Shop <jobs>");
    }

    [Theory]
    [InlineData("staging 2", new[] { "staging 2" })]
    [InlineData("", new string[0])]
    [InlineData(null, new[] { "Production" })]
    public async Task The_top_bar_names_the_environment(string? name, string[] expected)
    {
        await using var host = await StartAsync(options => options.EnvironmentName = name);
        var page = await host.PageAsync("");
        page.QuerySelectorAll("header .env").Select(badge => badge.TextContent).ShouldBe(expected);
    }

    [Fact]
    public async Task The_trace_of_an_instance_is_a_link()
    {
        await using var host = await StartAsync(options => options.TraceUrlTemplate = "https://traces.example/t/{traceId}?from=workflows");
        var traceId = host.World.Find(QuietWorld.Faulted).TraceParent.Split('-')[1];
        var page = await host.PageAsync(_instance);
        page.QuerySelectorAll("a[href^='https:']").ShouldHaveSingleItem().GetAttribute("href").ShouldBe($"https://traces.example/t/{traceId}?from=workflows");
    }

    [Fact]
    public async Task Without_an_address_the_trace_is_text()
    {
        await using var host = await StartAsync(_ => { });
        var page = await host.PageAsync(_instance);
        page.QuerySelectorAll("a[href^='https:']").ShouldBeEmpty();
        page.Words().ShouldContain(host.World.Find(QuietWorld.Faulted).TraceParent.Split('-')[1]);
    }

    private static Task<DashboardHost> StartAsync(Action<WorkflowDashboardOptions> options) => DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { Options = options });
}
