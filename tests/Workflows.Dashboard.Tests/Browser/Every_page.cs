using Microsoft.Playwright;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>What holds for every page, in both themes and on a telephone. One tab goes through all of them, as its user would.</summary>
public sealed class Every_page(Every_page.Tab tab) : IClassFixture<Every_page.Tab>
{
    [Theory]
    [MemberData(nameof(Addresses.Names), MemberType = typeof(Addresses))]
    public async Task Is_accessible_and_clean_and_fits_a_telephone(string name)
    {
        var watched = tab.Watched;
        watched.Complaints.Clear();
        await Looks.AsAsync(watched, ColorScheme.Light, 1440);
        await watched.GoAsync(tab.Dashboard.At(Addresses.All[name]));
        await Looks.ShouldBeGoodAsync(watched, name);
        (await watched.ViolationsAsync()).ShouldBeEmpty();
        watched.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1024)]
    [InlineData(1920)]
    public async Task Is_as_wide_as_its_window(int width)
    {
        var watched = tab.Watched;
        await Looks.AsAsync(watched, ColorScheme.Light, width);
        foreach (var name in new[] { "overview", "instances", "instance-faulted", "definition", "waits", "audit", "settings", "send-event", "cancel-long-key", "skip-long-key" })
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
