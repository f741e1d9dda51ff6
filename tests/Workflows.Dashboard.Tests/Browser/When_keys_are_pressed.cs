using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>Everything that a hand on the mouse can reach, a hand on the keyboard can.</summary>
public sealed class When_keys_are_pressed(Chromium chromium, When_keys_are_pressed.Host host) : IClassFixture<When_keys_are_pressed.Host>
{
    [Theory]
    [InlineData("go", "")]
    [InlineData("gi", "instances")]
    [InlineData("gf", "failures")]
    [InlineData("gd", "definitions")]
    [InlineData("gw", "waits")]
    [InlineData("gb", "bulk")]
    [InlineData("ga", "audit")]
    [InlineData("gs", "settings")]
    [InlineData("?", "settings#keys")]
    public async Task They_lead_to_pages(string keys, string page)
    {
        await using var watched = await OpenAsync("no-such-page");
        await PressAsync(watched, keys);
        await Expect(watched.Page).ToHaveURLAsync(host.Dashboard.At(page).ToString());
    }

    [Fact]
    public async Task They_find_an_instance()
    {
        await using var watched = await OpenAsync("");
        await PressAsync(watched, "/");
        await watched.Page.Keyboard.TypeAsync(QuietWorld.Faulted.ToString());
        await PressAsync(watched, "Enter");
        await Expect(watched.Page).ToHaveURLAsync(host.Dashboard.At($"instances/{QuietWorld.Faulted}").ToString());
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task They_walk_select_open_and_turn_pages()
    {
        await using var watched = await OpenAsync("instances?limit=25");
        await PressAsync(watched, "jjkx");
        await Expect(watched.Page.Locator("tbody tr.at input")).ToBeCheckedAsync();
        (await watched.Page.Locator("tbody tr").First.GetAttributeAsync("class")).ShouldBe("at");
        var id = await watched.Page.Locator("tbody tr.at input").GetAttributeAsync("value");
        await PressAsync(watched, "]");
        await Expect(watched.Page.Locator("a[rel=prev]")).ToBeVisibleAsync();
        await PressAsync(watched, "[");
        await Expect(watched.Page.Locator($"input[value='{id}']")).ToBeVisibleAsync();
        await PressAsync(watched, "jo");
        await Expect(watched.Page.Locator("h1.instance-title")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task They_unfold_an_entry_of_the_journal()
    {
        await using var watched = await OpenAsync($"instances/{QuietWorld.Faulted}?tab=journal");
        await PressAsync(watched, "je");
        await Expect(watched.Page.Locator(".journal li.at details")).ToHaveAttributeAsync("open", "");
    }

    [Fact]
    public async Task They_open_the_palette_and_start_an_operation_from_it()
    {
        await using var watched = await OpenAsync($"instances/{QuietWorld.Faulted}");
        await PressAsync(watched, "Control+k");
        await watched.Page.Keyboard.TypeAsync("cancel");
        await PressAsync(watched, "Enter");
        await Expect(watched.Page).ToHaveURLAsync(host.Dashboard.At($"instances/{QuietWorld.Faulted}/cancel").ToString());
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task They_write_where_one_writes()
    {
        await using var watched = await OpenAsync("instances?key=x");
        await watched.Page.Locator("#search").FocusAsync();
        await watched.Page.Keyboard.TypeAsync("gf?jk");
        (await watched.Page.Locator("#search").InputValueAsync()).ShouldBe("gf?jk");
        watched.Page.Url.ShouldContain("instances?key=x");
    }

    [Fact]
    public async Task The_first_tab_skips_to_the_content()
    {
        await using var watched = await OpenAsync("instances");
        await PressAsync(watched, "Tab");
        await Expect(watched.Page.Locator(".skip")).ToBeFocusedAsync();
        await PressAsync(watched, "Enter");
        await Expect(watched.Page).ToHaveURLAsync(host.Dashboard.At("instances#main").ToString());
    }

    private static async Task PressAsync(WatchedPage watched, string keys)
    {
        foreach (var key in keys.Length > 4 || keys is "Tab" ? [keys] : keys.Select(key => key.ToString()))
            await watched.Page.Keyboard.PressAsync(key);
    }

    private async Task<WatchedPage> OpenAsync(string path)
    {
        var watched = await WatchedPage.OpenAsync(chromium);
        await watched.GoAsync(host.Dashboard.At(path));
        return watched;
    }

    /// <summary>Nothing here changes anything.</summary>
    public sealed class Host : IAsyncLifetime
    {
        internal DashboardHost Dashboard { get; private set; } = default!;

        public async ValueTask InitializeAsync() => Dashboard = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { OnNetwork = true });

        public ValueTask DisposeAsync() => Dashboard.DisposeAsync();
    }
}
