using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>What holds for every page, in both themes and on a telephone.</summary>
public sealed class Every_page(Chromium chromium, Every_page.Host host) : IClassFixture<Every_page.Host>
{
    [Theory]
    [MemberData(nameof(Addresses.Names), MemberType = typeof(Addresses))]
    public async Task Is_accessible_and_clean(string name)
    {
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var watched = await WatchedPage.OpenAsync(chromium, new BrowserNewContextOptions { ColorScheme = theme, ViewportSize = new() { Width = 1440, Height = 900 }, BypassCSP = false });
            await watched.GoAsync(host.Dashboard.At(Addresses.All[name]));
            await watched.PictureAsync($"{name}-{theme.ToString().ToLowerInvariant()}");
            (await watched.ViolationsAsync()).ShouldBeEmpty();
            watched.Complaints.ShouldBeEmpty();
            (await watched.Page.Locator("h1").CountAsync()).ShouldBe(1);
            await HasNoViolationsAsync(name, theme);
        }
    }

    [Theory]
    [MemberData(nameof(Addresses.Names), MemberType = typeof(Addresses))]
    public async Task Fits_a_telephone(string name)
    {
        await using var watched = await WatchedPage.OpenAsync(chromium, new BrowserNewContextOptions { ViewportSize = new() { Width = 390, Height = 844 } });
        await watched.GoAsync(host.Dashboard.At(Addresses.All[name]));
        await watched.PictureAsync($"{name}-390");
        (await watched.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
    }

    /// <summary>The checker adds a script to the page, which the policy of the page forbids: it looks at a copy of its own.</summary>
    private async Task HasNoViolationsAsync(string name, ColorScheme theme)
    {
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { ColorScheme = theme, ViewportSize = new() { Width = 1440, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        await page.GotoAsync(host.Dashboard.At(Addresses.All[name]).ToString());
        await page.Locator(".live.on").WaitForAsync();
        var result = await page.RunAxe();
        result.Violations.Select(violation => $"{theme} {violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}").ShouldBeEmpty();
    }

    /// <summary>One host for all pages: nothing here changes anything.</summary>
    public sealed class Host : IAsyncLifetime
    {
        internal DashboardHost Dashboard { get; private set; } = default!;

        public async ValueTask InitializeAsync() =>
            Dashboard = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { OnNetwork = true, World = new FakeWorld(new ManualTime()) });

        public ValueTask DisposeAsync() => Dashboard.DisposeAsync();
    }
}
