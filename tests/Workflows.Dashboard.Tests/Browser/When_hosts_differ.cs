using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>In each kind of application: pages, navigation, the live connection and an operation, with nothing refused by the policy for content.</summary>
public sealed class When_hosts_differ(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(HostKind.Names), MemberType = typeof(HostKind))]
    public async Task A_visit_works(string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Of(kind), new HostSetup { OnNetwork = true });
        await using var watched = await WatchedPage.OpenAsync(chromium);
        var page = watched.Page;
        await watched.GoAsync(host.At(""));
        await page.Locator(".rail a", new() { HasText = "Instances" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(host.At("instances").ToString());
        await page.Locator($"a[title='{QuietWorld.Faulted}']").ClickAsync();
        await page.Locator(".actions a", new() { HasText = "Retry" }).ClickAsync();
        await page.Locator("form.confirm button").ClickAsync();
        await Expect(page.Locator("h1 .status")).ToHaveTextAsync("Running");

        // The form that was left was connected too, but had nothing to follow.
        await Expect(page.Locator(".live.on .live-words")).ToBeVisibleAsync();
        (await watched.ViolationsAsync()).ShouldBeEmpty();
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_hosts_own_application_lives_beside_it()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Blazor, new HostSetup { OnNetwork = true });
        await using var watched = await WatchedPage.OpenAsync(chromium);
        await watched.GoAsync(host.At("instances"));
        await watched.Page.GotoAsync(new Uri(host.Address, "/").ToString());
        var button = watched.Page.Locator("button[data-live]");
        await button.ClickAsync();
        await Expect(button).ToHaveTextAsync("clicked 1");
        await watched.GoAsync(host.At("failures"));
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_live_connection_knows_the_user()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Mvc, new HostSetup
        {
            OnNetwork = true,
            Convention = endpoint => endpoint.RequireAuthorization("ops"),
            Options = options => options.OperatorPolicy = "ops",
        });
        await using var watched = await WatchedPage.OpenAsync(chromium);
        await watched.Context.AddCookiesAsync([new Cookie { Name = TestUsers.Name, Value = "ada:ops", Url = host.Address.ToString() }]);
        await watched.GoAsync(host.At($"instances/{QuietWorld.Faulted}"));
        await Expect(watched.Page.Locator(".who")).ToContainTextAsync("ada · operator");
        await Expect(watched.Page.Locator(".actions a.primary")).ToBeVisibleAsync();
        await Expect(watched.Page.Locator(".actions button[disabled]")).ToHaveCountAsync(0);
    }
}
