using Microsoft.Playwright;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>What holds for every page, in both themes and on a telephone. One tab goes through all of them, as its user would.</summary>
public sealed class Every_page(Every_page.Tab tab) : IClassFixture<Every_page.Tab>
{
    /// <summary>The rules whose answer depends on colors.</summary>
    private static readonly string[] _colorRules = ["color-contrast", "link-in-text-block"];

    [Theory]
    [MemberData(nameof(Addresses.Names), MemberType = typeof(Addresses))]
    public async Task Is_accessible_and_clean_and_fits_a_telephone(string name)
    {
        var watched = tab.Watched;
        watched.Complaints.Clear();
        await LookAsync(ColorScheme.Light, 1440);
        await watched.GoAsync(tab.Dashboard.At(Addresses.All[name]));
        await watched.PictureAsync($"{name}-light");
        (await watched.Page.Locator("h1").CountAsync()).ShouldBe(1);
        (await Axe.FindAsync(watched.Page)).ShouldBeEmpty();

        await LookAsync(ColorScheme.Dark, 1440);
        await watched.PictureAsync($"{name}-dark");
        (await Axe.FindAsync(watched.Page, _colorRules)).ShouldBeEmpty();

        await LookAsync(ColorScheme.Light, 390);
        await watched.PictureAsync($"{name}-390");
        (await watched.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        (await Axe.FindAsync(watched.Page)).ShouldBeEmpty();

        (await watched.ViolationsAsync()).ShouldBeEmpty();
        watched.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1024)]
    [InlineData(1920)]
    public async Task Is_as_wide_as_its_window(int width)
    {
        var watched = tab.Watched;
        await LookAsync(ColorScheme.Light, width);
        foreach (var name in new[] { "overview", "instances", "instance-faulted", "definition", "waits", "audit" })
        {
            await watched.GoAsync(tab.Dashboard.At(Addresses.All[name]));
            (await watched.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, name);
        }
    }

    [Fact]
    public async Task Is_looked_at_by_a_checker_that_finds_something()
    {
        await tab.Watched.GoAsync(tab.Dashboard.At(""));
        await tab.Watched.Page.EvaluateAsync("() => { const button = document.createElement('button'); button.className = 'muted'; document.querySelector('main').append(button); }");
        (await Axe.FindAsync(tab.Watched.Page)).ShouldHaveSingleItem().ShouldStartWith("button-name");
    }

    private async Task LookAsync(ColorScheme theme, int width)
    {
        await tab.Watched.Page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
        await tab.Watched.Page.SetViewportSizeAsync(width, 900);
    }

    /// <summary>One host and one tab for all pages: nothing here changes anything.</summary>
    public sealed class Tab(Chromium chromium) : IAsyncLifetime
    {
        internal DashboardHost Dashboard { get; private set; } = default!;

        internal WatchedPage Watched { get; private set; } = default!;

        public async ValueTask InitializeAsync()
        {
            Dashboard = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { OnNetwork = true, World = new FakeWorld(new ManualTime()) });
            Watched = await WatchedPage.OpenAsync(chromium);
        }

        public async ValueTask DisposeAsync()
        {
            await Watched.DisposeAsync();
            await Dashboard.DisposeAsync();
        }
    }
}
