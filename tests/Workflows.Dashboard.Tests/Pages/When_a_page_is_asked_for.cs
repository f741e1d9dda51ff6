using System.Net;
using Workflows.Contracts;
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

    [Theory]
    [InlineData("")]
    [InlineData("instances")]
    [InlineData("failures")]
    [InlineData("definitions")]
    [InlineData("definitions/OrderFulfilment")]
    [InlineData("waits")]
    [InlineData("bulk")]
    [InlineData("quarantine")]
    [InlineData("audit")]
    [InlineData("settings")]
    [InlineData("start")]
    [InlineData("instances/ID")]
    [InlineData("instances/ID?tab=journal")]
    [InlineData("instances/ID?tab=state")]
    [InlineData("instances/ID?tab=open")]
    [InlineData("instances/ID?tab=operations")]
    [InlineData("instances/ID/retry")]
    [InlineData("instances/ID/rewind")]
    [InlineData("failures/FINGERPRINT")]
    public async Task A_condition_that_it_does_not_know_is_told(string address)
    {
        var faulted = shared.Dashboard.World.Find(Addresses.Faulted);
        var path = address.Replace("ID", $"{faulted.Id}", StringComparison.Ordinal).Replace("FINGERPRINT", faulted.Fingerprint, StringComparison.Ordinal);
        var page = await shared.Dashboard.PageAsync(path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "nonsense=1");
        page.QuerySelectorAll(".notice").Select(notice => notice.TextContent).ShouldHaveSingleItem().ShouldContain("'nonsense' was left out");
    }

    [Fact]
    public async Task A_key_that_looks_like_an_id_is_found_by_the_search_box()
    {
        var id = Guid.NewGuid();
        var time = new ManualTime();
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { World = QuietWorld.Make(time) });
        var known = host.World.Find(QuietWorld.Faulted);
        host.World.Instances[Guid.Empty] = new FakeInstance(Guid.Empty, known.Workflow, known.Version, $"{id}", "{}", known.CreatedAt).Start("ValidateOrder");
        var page = await host.PageAsync($"instances?q={id}");
        page.QuerySelectorAll("tbody tr").ShouldHaveSingleItem().TextContent.ShouldContain($"{id}");

        host.World.Instances[id] = new FakeInstance(id, known.Workflow, known.Version, "another", "{}", known.CreatedAt).Start("ValidateOrder");
        time.Now += TimeSpan.FromSeconds(5);
        (await host.PageAsync($"instances?q={id}")).QuerySelectorAll("tbody tr").Length.ShouldBe(2);

        host.World.Instances.Remove(Guid.Empty);
        using var response = await host.SendAsync($"instances?q={id}");
        response.Headers.Location!.ToString().ShouldEndWith($"instances/{id}");
    }

    [Fact]
    public async Task What_is_not_found_says_where_it_was_looked_for()
    {
        var words = (await shared.Dashboard.PageAsync($"instances?q={Guid.NewGuid()}")).Words();
        words.ShouldContain("No instance matches this filter.");
        words.ShouldContain("Looked at: ids and keys that begin so, tags with just that value (or name=value), and the words of last errors. Not at states, journals, or events.");
    }

    [Fact]
    public async Task Operations_on_an_instance_are_found_by_its_key_as_well()
    {
        var canceled = shared.Dashboard.World.Instances.Values.First(instance => instance is { Status: WorkflowStatus.Canceled, Key: not null });
        var byKey = await shared.Dashboard.PageAsync($"audit?instance={canceled.Key}");
        byKey.QuerySelectorAll("tbody tr").Length.ShouldBe((await shared.Dashboard.PageAsync($"audit?instance={canceled.Id}")).QuerySelectorAll("tbody tr").Length);
        byKey.QuerySelectorAll("tbody tr").ShouldAllBe(row => row.QuerySelector($"a[title='{canceled.Id}']") != null);
        byKey.QuerySelector("input[name=instance]")!.GetAttribute("value").ShouldBe(canceled.Key);
        var nobody = await shared.Dashboard.PageAsync("audit?instance=nobody");
        nobody.QuerySelectorAll("tbody tr").ShouldBeEmpty();
        nobody.Words().ShouldContain("No instance has the id or the key 'nobody'.");
    }

    [Fact]
    public async Task An_event_with_a_wrong_key_is_shown_with_who_may_have_been_meant()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var waiting = host.World.Find(QuietWorld.Waiting);
        var mistyped = waiting.Key![..^1] + "x";
        host.World.Unmatched.Clear();
        host.World.Unmatched.Add(new WorkflowUnmatchedEvent
        {
            EventId = Guid.NewGuid(),
            EventType = FakeDefinitions.UserConfirmed,
            Keys = [new WorkflowUnmatchedKey("Onboarding", "confirmation", mistyped)],
            Body = """{"UserId":"O\u0027Brien"}""",
            ReceivedAt = host.World.Time.GetUtcNow().AddMinutes(-1),
            ExpiresAt = host.World.Time.GetUtcNow().AddMinutes(4),
        });
        var row = (await host.PageAsync("waits?kind=unmatched")).QuerySelectorAll("tbody tr").ShouldHaveSingleItem();
        row.QuerySelector("td[data-label='With key']")!.TextContent.ShouldContain(mistyped);
        row.QuerySelector("td[data-label='Could be for']")!.TextContent.ShouldContain("Onboarding at confirmation");
        row.QuerySelector("pre")!.TextContent.ShouldContain("O'Brien");
        row.QuerySelectorAll("td[data-label='Meant for'] a").Select(link => link.GetAttribute("href")).ShouldContain($"instances/{waiting.Id}/send-event?event={FakeDefinitions.UserConfirmed}");
    }

    [Fact]
    public async Task A_number_beside_a_page_says_what_it_counts()
    {
        var page = await shared.Dashboard.PageAsync("instances");
        var counts = page.QuerySelectorAll("nav.rail .rail-count").Select(count => count.TextContent.Trim()).ToArray();
        var open = shared.Dashboard.World.Instances.Values.Count(instance => instance.Status < WorkflowStatus.Completed);

        counts.Select(count => count[(count.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ShouldBe(["open", "faulted", "waiting"]);
        counts[0].ShouldBe($"{open.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} open");
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
