using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>What is on the screen follows what happens, without moving under the reader's hands.</summary>
public sealed class When_a_page_is_live(Chromium chromium)
{
    [Fact]
    public async Task A_row_changes_where_it_stands_and_a_new_one_waits_to_be_asked_for()
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, "instances");
        var rows = watched.Page.Locator("table.selectable tbody tr");
        var count = await rows.CountAsync();
        var faulted = watched.Page.Locator("tr", new() { Has = watched.Page.Locator($"input[value='{QuietWorld.Faulted}']") });
        await faulted.Locator("input").CheckAsync();

        await ClientOf(host).RunAsync(new RetryWorkflow { InstanceId = QuietWorld.Faulted }, TestContext.Current.CancellationToken);
        await ClientOf(host).StartAsync("Onboarding", "{}", new StartOptions { Key = "brand-new" }, TestContext.Current.CancellationToken);
        await Expect(faulted.Locator(".status")).ToHaveTextAsync("Running");
        await Expect(watched.Page.Locator(".newer")).ToContainTextAsync("1 newer instance. Show them");
        (await rows.CountAsync()).ShouldBe(count);
        (await faulted.Locator("input").IsCheckedAsync()).ShouldBeTrue();

        await watched.Page.Locator(".newer button").ClickAsync();
        await Expect(rows.First).ToContainTextAsync("brand-new");
        await Expect(faulted.Locator("input")).ToBeCheckedAsync();
        await Expect(rows).ToHaveCountAsync(count + 1);
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Going_to_another_filter_keeps_the_connection()
    {
        await using var host = await StartAsync();
        await using var watched = await WatchedPage.OpenAsync(chromium);
        var sockets = 0;
        watched.Page.WebSocket += (_, _) => sockets++;
        await watched.GoAsync(host.At("instances"));
        await watched.Page.EvaluateAsync("() => { window.isStillHere = true; }");
        await watched.Page.Locator(".tabs a", new() { HasText = "Waiting" }).ClickAsync();
        await Expect(watched.Page).ToHaveURLAsync(host.At("instances?status=Waiting").ToString());

        // One that waits may have been first before: none that does not must be left.
        await Expect(watched.Page.Locator("table.selectable .status").Filter(new() { HasNotText = "Waiting" })).ToHaveCountAsync(0);
        await Expect(watched.Page.Locator("table.selectable .status").First).ToHaveTextAsync("Waiting");

        (await watched.Page.EvaluateAsync<bool>("() => window.isStillHere === true")).ShouldBeTrue();
        sockets.ShouldBe(1);
    }

    [Theory]
    [InlineData("Object.defineProperty(document, 'visibilityState', { value: VALUE, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))", "'hidden'", "'visible'")]
    [InlineData("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: VALUE, bubbles: true }))", "'p'", "'p'")]
    public async Task A_tab_that_is_hidden_or_held_reads_nothing(string script, string stop, string go)
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, $"instances/{QuietWorld.Faulted}");
        await watched.Page.EvaluateAsync($"() => {{ {script.Replace("VALUE", stop, StringComparison.Ordinal)}; }}");
        await Expect(watched.Page.Locator($".live .{(stop == "'p'" ? "live-held" : "live-words")}")).ToBeVisibleAsync();

        // The page has been told when the feed has asked once more.
        var askedWhenStopped = host.World.Asked["GetChangeMarkAsync"];
        await Until.TrueAsync(() => host.World.Asked["GetChangeMarkAsync"] > askedWhenStopped + 1);
        await ClientOf(host).RunAsync(new RetryWorkflow { InstanceId = QuietWorld.Faulted }, TestContext.Current.CancellationToken);
        var readBefore = host.World.Asked["GetAsync"];
        var askedBefore = host.World.Asked["GetChangeMarkAsync"];
        await Until.TrueAsync(() => host.World.Asked["GetChangeMarkAsync"] > askedBefore + 2);
        host.World.Asked["GetAsync"].ShouldBe(readBefore);
        await Expect(watched.Page.Locator("h1 .status")).ToHaveTextAsync("Faulted");

        await watched.Page.EvaluateAsync($"() => {{ {script.Replace("VALUE", go, StringComparison.Ordinal)}; }}");
        await Expect(watched.Page.Locator("h1 .status")).ToHaveTextAsync("Running");
    }

    [Fact]
    public async Task It_comes_back_after_a_restart_of_the_host()
    {
        var world = QuietWorld.Make(TimeProvider.System);
        var host = await StartAsync(world);
        await using var watched = await OpenAsync(host, "instances?status=Faulted");
        await host.DisposeAsync();
        await Expect(watched.Page.Locator(".live .live-away")).ToBeVisibleAsync();
        await Expect(watched.Page.Locator(".live .live-words")).ToBeHiddenAsync();
        await Expect(watched.Page.Locator("#components-reconnect-modal")).ToHaveTextAsync("Live updates stopped. Reconnecting…", new() { UseInnerText = true });

        // Whatever failed for want of the connection: one sign, and the right one.
        await watched.Page.EvaluateAsync("() => { document.getElementById('blazor-error-ui').style.display = 'block'; }");
        await Expect(watched.Page.Locator("#blazor-error-ui")).ToBeHiddenAsync();

        await using var again = await StartAsync(world, host.Address.Port);
        await watched.BeLiveAsync();
        await Expect(watched.Page.Locator("#components-reconnect-modal, #blazor-error-ui").Filter(new() { Visible = true })).ToHaveCountAsync(0);
        await Expect(watched.Page).ToHaveURLAsync(host.At("instances?status=Faulted").ToString());
        await ClientOf(again).RunAsync(new RetryWorkflow { InstanceId = QuietWorld.Faulted }, TestContext.Current.CancellationToken);
        await Expect(watched.Page.Locator("tr", new() { Has = watched.Page.Locator($"input[value='{QuietWorld.Faulted}']") }).Locator(".status")).ToHaveTextAsync("Running", new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task A_restart_takes_nothing_that_was_written()
    {
        var world = QuietWorld.Make(TimeProvider.System);
        var host = await StartAsync(world);
        await using var watched = await OpenAsync(host, $"instances/{QuietWorld.Faulted}/cancel");
        await watched.Page.Locator("textarea").FillAsync("a long story");
        await host.DisposeAsync();
        await using var again = await StartAsync(world, host.Address.Port);
        await Expect(watched.Page.Locator(".components-reconnect-rejected")).ToContainTextAsync("Load this page again", new() { Timeout = 30_000 });
        await watched.Page.Locator("form.confirm button").ClickAsync();
        await Expect(watched.Page.Locator("h1 .status")).ToHaveTextAsync("Canceled");
        world.Find(QuietWorld.Faulted).Journal[^1].Reason.ShouldBe("a long story");
    }

    [Fact]
    public async Task An_instance_that_is_deleted_meanwhile_stays_readable()
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, $"instances/{QuietWorld.Faulted}");
        host.World.Instances.Remove(QuietWorld.Faulted);
        host.World.Changed();
        await Expect(watched.Page.Locator(".notice").Filter(new() { HasText = "This instance was deleted while the page was open." })).ToBeVisibleAsync();
        await Expect(watched.Page.Locator(".cause")).ToContainTextAsync("PaymentDeclinedException");
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_said_and_so_is_its_return()
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, "");
        host.World.Broken = new InvalidOperationException("The store is down.");
        await Expect(watched.Page.Locator(".notice.late")).ToContainTextAsync("The workflows could not be asked since");
        await Expect(watched.Page.Locator(".live-words")).ToHaveTextAsync("No answer");
        host.World.Broken = null;
        await Expect(watched.Page.Locator(".live-words")).ToHaveTextAsync("Live", new() { Timeout = 25_000 });
    }

    [Fact]
    public async Task It_is_called_live_only_where_something_on_it_is()
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, "waits?kind=timer");
        var mark = watched.Page.Locator(".live-words");
        foreach (var (page, words) in new[] { ("Settings", "Not live"), ("Audit", "Live"), ("Settings", "Not live"), ("Bulk operations", "Live"), ("Settings", "Not live"), ("Definitions", "Live") })
        {
            await watched.Page.Locator("nav.rail a", new() { HasText = page }).ClickAsync();
            await Expect(watched.Page.Locator("h1")).ToHaveTextAsync(page);
            await Expect(mark).ToHaveTextAsync(words);
        }

        await watched.GoAsync(host.At($"instances/{QuietWorld.Faulted}/retry"));
        await Expect(mark).ToHaveTextAsync("Not live");
        watched.Complaints.ShouldBeEmpty();
    }

    private static FakeClient ClientOf(DashboardHost host) => new(host.World);

    private static Task<DashboardHost> StartAsync(FakeWorld? world = null, int port = 0) => DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup
    {
        OnNetwork = true,
        Port = port,
        World = world ?? QuietWorld.Make(TimeProvider.System),
        Options = options => options.RefreshInterval = TimeSpan.FromSeconds(1),
    });

    private async Task<WatchedPage> OpenAsync(DashboardHost host, string path)
    {
        var watched = await WatchedPage.OpenAsync(chromium);
        await watched.GoAsync(host.At(path));
        return watched;
    }
}
