using System.Globalization;
using Workflows.Dashboard.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Dashboard.Tests.Samples;

/// <summary>In a browser, on PostgreSQL and RabbitMQ, with the effect read from the management API.</summary>
public sealed class When_the_sample_is_operated(RunningSample sample, Chromium chromium) : IClassFixture<RunningSample>
{
    private const string Anyone = "somebody on this machine";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instance_is_paused_resumed_and_canceled(bool alone)
    {
        var id = await sample.SignUpAsync("paul");
        await sample.IsAsync(id, "Waiting");
        await using var watched = await OpenAsync(alone, $"instances/{id}");

        await OperateAsync(watched, "Pause", "vacation");
        await sample.IsAsync(id, "Paused");
        var paused = await sample.EntryAsync(id, "WorkflowPaused");
        (paused.GetProperty("actor").GetString(), paused.GetProperty("reason").GetString()).ShouldBe((Anyone, "vacation"));

        await OperateAsync(watched, "Resume", "back again");
        await sample.IsAsync(id, "Waiting");

        await OperateAsync(watched, "Cancel", "signed up twice");
        await sample.IsAsync(id, "Canceled");
        (await sample.EntryAsync(id, "WorkflowCanceled")).GetProperty("reason").GetString().ShouldBe("signed up twice");
        await IsCleanAsync(watched);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_faulted_instance_is_retried_and_the_page_follows_it(bool alone)
    {
        await sample.BreakAsync("mail");
        var id = await sample.SignUpAsync("rita");
        await sample.IsAsync(id, "Faulted");
        await sample.MendAsync("mail");

        await using var watched = await OpenAsync(alone, $"instances/{id}");
        await Expect(watched.Page.Locator(".cause")).ToContainTextAsync("The mail server does not answer.");
        await OperateAsync(watched, "Retry", "mail is back");
        await sample.IsAsync(id, "Waiting");
        (await sample.EntryAsync(id, "WorkflowRetried")).GetProperty("actor").GetString().ShouldBe(Anyone);
        await Expect(watched.Page.Locator("h1 .status")).ToHaveTextAsync("Waiting", new() { Timeout = 15_000 });
        await Expect(watched.Page.Locator(".cause")).ToContainTextAsync("waits for UserConfirmed");
        await IsCleanAsync(watched);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_that_stands_on_one_failure_is_retried_together(bool alone)
    {
        await sample.BreakAsync("directory");
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++)
            ids.Add(await sample.SignUpAsync(string.Create(CultureInfo.InvariantCulture, $"many{i}")));

        foreach (var id in ids)
            await sample.IsAsync(id, "Faulted");

        await sample.MendAsync("directory");
        await using var watched = await OpenAsync(alone, "failures");
        var page = watched.Page;
        await page.Locator("tr", new() { HasText = "CreateAccount" }).Locator("a").First.ClickAsync();
        await page.Locator("main a", new() { HasText = "Retry all" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Retry 4 instances");
        await page.Locator("textarea[name=reason]").FillAsync("directory is back");
        await page.Locator("form.confirm button").ClickAsync();

        foreach (var id in ids)
        {
            await sample.IsAsync(id, "Waiting");
            (await sample.EntryAsync(id, "WorkflowRetried")).GetProperty("reason").GetString().ShouldBe("directory is back");
        }

        await Expect(page.Locator("h1 .status")).ToHaveTextAsync("Completed", new() { Timeout = 15_000 });
        await Expect(page.Locator(".standing")).ToHaveTextAsync("4 retried: 4 went on, 0 faulted again.", new() { Timeout = 15_000 });
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(4);
        await IsCleanAsync(watched);
    }

    [Fact]
    public void The_dashboard_alone_has_nothing_of_the_workflows() =>
        Directory.GetFiles(Path.GetDirectoryName(Repository.Sample("DashboardHost"))!, "Onboarding*").ShouldBeEmpty();

    private static async Task OperateAsync(WatchedPage watched, string operation, string reason)
    {
        // A click would be lost on a part of the page that is just being replaced by its live form.
        await watched.BeLiveAsync();
        await watched.Page.Locator(".actions a", new() { HasText = operation }).ClickAsync();
        await watched.Page.Locator("textarea[name=reason]").FillAsync(reason);
        await watched.Page.Locator("form.confirm button").ClickAsync();
        await Expect(watched.Page.Locator(".notice.ok")).ToContainTextAsync($"{operation}: obeyed.", new() { Timeout = 15_000 });
    }

    private static async Task IsCleanAsync(WatchedPage watched)
    {
        (await watched.ViolationsAsync()).ShouldBeEmpty();
        watched.Complaints.ShouldBeEmpty();
    }

    private async Task<WatchedPage> OpenAsync(bool alone, string path)
    {
        var watched = await WatchedPage.OpenAsync(chromium);
        await watched.GoAsync(new Uri(sample.Dashboard(alone), path));
        return watched;
    }
}
