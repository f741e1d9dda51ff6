using Microsoft.Playwright;
using Workflows.Contracts;
using Workflows.Dashboard.Tests.Hosts;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>Everything but liveness works.</summary>
public sealed class When_scripts_are_off(Chromium chromium)
{
    [Fact]
    public async Task An_operator_finds_filters_and_retries()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { OnNetwork = true });
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync(host.At("").ToString());
        await Expect(page.Locator(".live-words")).ToHaveTextAsync("Not live");
        await page.Locator(".rail a", new() { HasText = "Failures" }).ClickAsync();
        await page.Locator("main table a", new() { HasText = "PaymentDeclinedException" }).ClickAsync();
        await page.Locator("tbody a.mono").First.ClickAsync();
        await page.Locator(".tabs a", new() { HasText = "Journal" }).ClickAsync();
        await page.Locator("select[name=type]").SelectOptionAsync("StepFailed");
        await page.Locator("main form.row-form button").ClickAsync();
        await Expect(page.Locator(".journal > li")).ToHaveCountAsync(11);

        await page.Locator(".actions a", new() { HasText = "Retry" }).ClickAsync();
        await page.Locator("textarea[name=reason]").FillAsync("gateway is back");
        await page.Locator("form.confirm button").ClickAsync();
        await Expect(page.Locator(".notice.ok")).ToContainTextAsync("Retry: obeyed.");
        await Expect(page.Locator("h1 .status")).ToHaveTextAsync("Running");
    }

    [Fact]
    public async Task An_operator_selects_rows_and_cancels_them()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { OnNetwork = true });
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync(host.At("instances?status=Faulted").ToString());
        await page.Locator("tbody input").Nth(0).CheckAsync();
        await page.Locator("tbody input").Nth(1).CheckAsync();
        await page.Locator("button[name=operation][value=Cancel]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Cancel 2 instances");
        await page.Locator("textarea[name=reason]").FillAsync("test data");
        await page.Locator("form.confirm button.danger").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/bulk/[0-9a-f-]{36}$"));
        host.World.Instances.Values.Count(instance => instance.Status == WorkflowStatus.Canceled && instance.Journal[^1].Reason == "test data").ShouldBe(2);
    }
}
