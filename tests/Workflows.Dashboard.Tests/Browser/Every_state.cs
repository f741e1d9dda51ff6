using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>What pages look like while something is in the way, or under way: as accessible as any other.</summary>
public sealed class Every_state(Chromium chromium)
{
    [Fact]
    public async Task A_host_that_is_gone()
    {
        var host = await StartAsync();
        await using var watched = await OpenAsync(host, "instances");
        await host.DisposeAsync();
        await Expect(watched.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Looks.ShouldBeGoodAsync(watched, "state-disconnected");
    }

    [Theory]
    [InlineData("", "overview")]
    [InlineData("instances", "instances")]
    [InlineData("waits", "waits")]
    public async Task A_store_that_is_down_when_the_page_is_asked_for(string path, string name)
    {
        await using var host = await StartAsync();
        host.World.Broken = new InvalidOperationException("The store is down.");
        await using var watched = await WatchedPage.OpenAsync(chromium);
        await watched.GoAsync(host.At(path), isLive: false);
        await Expect(watched.Page.Locator("main [role=alert]").First).ToBeVisibleAsync();
        await Looks.ShouldBeGoodAsync(watched, $"state-down-{name}");
    }

    [Fact]
    public async Task A_store_that_goes_down_while_the_page_is_open()
    {
        await using var host = await StartAsync();
        await using var watched = await OpenAsync(host, "");
        host.World.Broken = new InvalidOperationException("The store is down.");
        await Expect(watched.Page.Locator(".notice.late")).ToBeVisibleAsync(new() { Timeout = 25_000 });
        await Looks.ShouldBeGoodAsync(watched, "state-late");
    }

    [Theory]
    [InlineData("instances", "instances")]
    [InlineData("bulk/new?operation=Retry&status=Faulted", "bulk")]
    [InlineData("start?workflow=Onboarding", "start")]
    public async Task Somebody_who_may_only_look(string path, string name)
    {
        await using var host = await StartAsync(options => options.ReadOnly = true);
        await using var watched = await OpenAsync(host, path);
        await Expect(watched.Page.Locator("main button[disabled]").First).ToBeVisibleAsync();
        await Looks.ShouldBeGoodAsync(watched, $"state-read-only-{name}");
    }

    [Fact]
    public async Task A_bulk_operation_that_is_under_way_and_then_ends()
    {
        await using var host = await StartAsync();
        host.Batch.Size = 4;
        var failure = host.World.Find(QuietWorld.Faulted).Fingerprint;
        var job = await new FakeBulk(host.World, host.Batch).StartAsync(
            new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Retry, Search = new WorkflowSearch { Fingerprint = failure }, Actor = "ada", Reason = "gateway is back" },
            TestContext.Current.CancellationToken);
        job.TotalCount.ShouldBeGreaterThan(4);
        await using var watched = await OpenAsync(host, $"bulk/{job.JobId}");
        await Expect(watched.Page.Locator("h1 .status")).ToHaveTextAsync("Running");
        await Expect(watched.Page.Locator("dl.facts")).ToContainTextAsync("Every instance with failure PaymentDeclinedException at CapturePayment: ");
        var stop = watched.Page.GetByText("Stop it", new() { Exact = true });
        await stop.ClickAsync();
        await Looks.ShouldBeGoodAsync(watched, "state-job-running");

        host.Batch.Size = int.MaxValue;
        host.World.Changed();
        await Expect(watched.Page.Locator("h1 .status")).ToHaveTextAsync("Completed", new() { Timeout = 25_000 });
        await Expect(stop).ToBeHiddenAsync();
        await Looks.ShouldBeGoodAsync(watched, "state-job-ended");
    }

    private static Task<DashboardHost> StartAsync(Action<WorkflowDashboardOptions>? options = null) => DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup
    {
        OnNetwork = true,
        World = QuietWorld.Make(TimeProvider.System),
        Options = options,
    });

    private async Task<WatchedPage> OpenAsync(DashboardHost host, string path)
    {
        var watched = await WatchedPage.OpenAsync(chromium);
        await watched.GoAsync(host.At(path));
        return watched;
    }
}
