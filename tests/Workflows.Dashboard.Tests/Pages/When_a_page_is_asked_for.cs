using System.Net;
using Workflows.Dashboard.Tests.Browser;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Pages;

/// <summary>Pages as they come from the server, which is all of them where scripts are off.</summary>
public sealed class When_a_page_is_asked_for(When_a_page_is_asked_for.Host shared) : IClassFixture<When_a_page_is_asked_for.Host>
{
    private static readonly string[] _missing = ["instance-missing", "failure-gone", "not-found"];

    private static readonly string[] _showNothing = ["start", "start-json", "settings"];

    [Theory]
    [MemberData(nameof(Addresses.Names), MemberType = typeof(Addresses))]
    public async Task It_has_a_title_one_heading_and_nothing_that_runs(string name)
    {
        using var response = await shared.Dashboard.SendAsync(Addresses.All[name]);
        response.StatusCode.ShouldBe(_missing.Contains(name) ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        var page = await Html.ParseAsync(response);
        page.Title.ShouldEndWith(" · Workflows");
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelectorAll("img, iframe, object, embed, main script, [style], [onclick], [onerror]").ShouldBeEmpty();
        page.QuerySelectorAll("script:not([src])").Select(script => script.OuterHtml).ShouldBeEmpty();
        page.QuerySelectorAll("[href^='javascript' i], [action^='javascript' i]").ShouldBeEmpty();
        page.QuerySelectorAll("input:not([type=hidden]), select, textarea").Where(field => field.Closest("label") is null && !field.HasAttribute("aria-label") && page.QuerySelector($"label[for='{field.Id}']") is null).ShouldBeEmpty();
        page.QuerySelectorAll("main [role=alert]").Select(alert => alert.TextContent).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Addresses.Names), MemberType = typeof(Addresses))]
    public async Task It_says_how_old_what_it_shows_is(string name)
    {
        var page = await shared.Dashboard.PageAsync(Addresses.All[name]);
        var ages = page.QuerySelectorAll("main header.head .read-at").Select(age => age.TextContent);
        ages.ShouldBe(_missing.Contains(name) || _showNothing.Contains(name) ? [] : ["Read 14:21:15 UTC"]);
    }

    [Theory]
    [MemberData(nameof(Addresses.Names), MemberType = typeof(Addresses))]
    public async Task Its_links_and_forms_lead_somewhere(string name)
    {
        var page = await shared.Dashboard.PageAsync(Addresses.All[name]);
        var links = page.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).Distinct().Where(link => !link.StartsWith('#')).Take(40);
        foreach (var link in links)
        {
            using var response = await shared.Dashboard.SendAsync(link.StartsWith("./", StringComparison.Ordinal) ? link[2..] : link);
            ((int)response.StatusCode).ShouldBeLessThan(500, link);
            if (!_missing.Contains(name) && !link.Contains("no-such", StringComparison.Ordinal))
                response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{link} on {name}");
        }
    }

    [Fact]
    public async Task A_megabyte_of_text_does_not_make_a_megabyte_of_page()
    {
        foreach (var tab in new[] { "", "?tab=journal", "?tab=state", "?tab=open" })
        {
            using var response = await shared.Dashboard.SendAsync($"instances/{HostileSeed.HugeId}{tab}");
            (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBeLessThan(300_000, tab);
        }
    }

    [Fact]
    public async Task An_id_in_the_search_box_leads_to_its_instance()
    {
        using var response = await shared.Dashboard.SendAsync($"instances?q={Addresses.Faulted:n}");
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.ToString().ShouldEndWith($"instances/{Addresses.Faulted}");
    }

    [Fact]
    public async Task Pages_of_a_list_lead_on_and_back()
    {
        var first = await shared.Dashboard.PageAsync("instances?limit=25");
        var second = await shared.Dashboard.PageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        var back = await shared.Dashboard.PageAsync(second.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Ids(second).ShouldNotContain(id => Ids(first).Contains(id));
        Ids(back).ShouldBe(Ids(first));
        Ids(first).Length.ShouldBe(25);
    }

    [Fact]
    public async Task A_permalink_of_an_entry_shows_that_entry()
    {
        var page = await shared.Dashboard.PageAsync($"instances/{HostileSeed.LongId}?tab=journal&after=4999");
        page.QuerySelector("#e5000").ShouldNotBeNull();
        page.QuerySelector("#e5000 .j-number")!.GetAttribute("href").ShouldEndWith("tab=journal&after=4999#e5000");
    }

    private static string[] Ids(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll("input[type=checkbox][name=id]").Select(input => input.GetAttribute("value")!)];

    /// <summary>One host for all pages: nothing here changes anything.</summary>
    public sealed class Host : IAsyncLifetime
    {
        internal DashboardHost Dashboard { get; private set; } = default!;

        public async ValueTask InitializeAsync() =>
            Dashboard = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { World = new FakeWorld(new ManualTime()) });

        public ValueTask DisposeAsync() => Dashboard.DisposeAsync();
    }
}
