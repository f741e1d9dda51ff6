using System.Net;
using AngleSharp.Html.Dom;
using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using Workflows.Dashboard.Tests.Pages;

namespace Workflows.Dashboard.Tests.Operations;

/// <summary>An operation on everything that matches a filter hits what was shown, and nothing that came after.</summary>
public sealed class When_many_are_operated_on
{
    private const string Draft = "bulk/new?operation=Retry&status=Faulted&workflow=OrderFulfilment";

    private static readonly Action<HttpRequestMessage> _ada = Html.As("ada");

    [Fact]
    public async Task Count_and_samples_are_shown_before_anything_is_done()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync(Draft);
        page.QuerySelector("h1")!.TextContent.ShouldBe("Retry 13 instances");
        page.QuerySelectorAll("table tbody tr").Length.ShouldBe(5);
        page.QuerySelector("textarea[name=reason]")!.HasAttribute("required").ShouldBeTrue();
        host.World.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_filter_is_frozen_with_the_time_it_was_shown_at()
    {
        var time = new ManualTime();
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { World = QuietWorld.Make(time) });
        var page = await host.PageAsync(Draft);
        time.Now += TimeSpan.FromMinutes(5);
        var late = host.World.Instances.Values.First(one => one is { Status: WorkflowStatus.Waiting, Workflow: "OrderFulfilment" });
        late.Now = time.Now;
        late.Fails(TimeSpan.Zero, TimeSpan.Zero, new WorkflowError { Type = "Late", Message = "after the page was shown" }, null);

        using var response = await ConfirmAsync(host, page, []);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var job = host.World.Jobs.Values.Single();
        job.Rows.Count.ShouldBe(13);
        job.Rows.ShouldNotContain(row => row.InstanceId == late.Id);
        (job.Request.Actor, job.Request.Reason, job.Request.ExpectedCount).ShouldBe(("ada", "gateway is back", 13));
    }

    [Fact]
    public async Task Each_instance_has_its_outcome_on_the_page_of_the_job()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var faulted = host.World.Instances.Values.First(one => one.Status == WorkflowStatus.Faulted);
        var waiting = host.World.Instances.Values.First(one => one.Status == WorkflowStatus.Waiting);
        using var response = await host.SubmitAsync($"bulk/new?operation=Retry&id={faulted.Id}&id={waiting.Id}", new() { ["reason"] = "gateway is back" }, _ada);
        var words = (await host.PageAsync(response.Headers.Location!.ToString())).Words();
        words.ShouldContain("Retry is not possible while the instance is Waiting.");
        faulted.Status.ShouldBe(WorkflowStatus.Running);
        waiting.Status.ShouldBe(WorkflowStatus.Waiting);
    }

    [Fact]
    public async Task The_page_of_a_job_says_what_has_become_of_its_instances()
    {
        var time = new ManualTime();
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { World = QuietWorld.Make(time) });
        using var started = await host.SubmitAsync(Draft, new() { ["reason"] = "gateway is back" }, _ada);
        var address = started.Headers.Location!.ToString();
        (await host.PageAsync(address)).Words().ShouldContain("13 retried: 13 went on, 0 faulted again.");

        var retried = host.World.Jobs.Values.Single().Rows.Select(row => host.World.Find(row.InstanceId)).ToList();
        foreach (var instance in retried.Skip(2))
            instance.Fails(TimeSpan.Zero, TimeSpan.Zero, new WorkflowError { Type = "Still", Message = "no gateway" }, null);

        host.World.Instances.Remove(retried[0].Id);
        time.Now += TimeSpan.FromSeconds(5);
        var page = await host.PageAsync(address);
        page.QuerySelector(".standing.tone-error")!.TextContent.ShouldBe("13 retried: 1 went on, 11 faulted again, 1 are not there any more.");
        page.QuerySelectorAll("td[data-label=Now]").Count(cell => cell.TextContent.Trim() == "Faulted").ShouldBe(11);
        page.QuerySelectorAll("td[data-label=Key]").Select(cell => cell.TextContent.Trim()).ShouldContain(retried[1].Key);
        page.QuerySelectorAll(".s-completed").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_under_way_can_be_stopped()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        host.Batch.Size = 4;
        using var started = await host.SubmitAsync(Draft, new() { ["reason"] = "gateway is back" }, _ada);
        var address = started.Headers.Location!.ToString();
        (await host.PageAsync(address)).Words().ShouldContain("4");
        using var stopped = await host.SubmitAsync(address, new() { ["reason"] = "wrong filter" }, _ada);
        stopped.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var job = host.World.Jobs.Values.Single();
        job.Status.ShouldBe(WorkflowBulkStatus.Aborted);
        job.Rows.Count(row => row.Outcome == WorkflowBulkOutcome.Done).ShouldBe(4);
    }

    [Fact]
    public async Task More_than_a_hundred_take_the_number_typed()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { World = new FakeWorld(new ManualTime()) });
        const string All = "bulk/new?operation=Cancel&workflow=Onboarding";
        var page = await host.PageAsync(All);
        var count = page.QuerySelector("input[name=count]")!.GetAttribute("value")!;
        foreach (var typed in new[] { "", "7" })
        {
            using var refused = await ConfirmAsync(host, page, new() { ["typed"] = typed });
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        host.World.Jobs.ShouldBeEmpty();
        using var accepted = await ConfirmAsync(host, page, new() { ["typed"] = count });
        accepted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Without_a_reason_nothing_starts()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SubmitAsync(Draft, [], _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        host.World.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_confirmation_that_is_sent_twice_is_one_job()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync(Draft);
        using var first = await ConfirmAsync(host, page, []);
        using var second = await ConfirmAsync(host, page, []);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        host.World.Jobs.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("bulk/new?operation=Cancel&status=Faultd")]
    [InlineData("bulk/new?operation=Cancel&statsu=Faulted")]
    [InlineData("bulk/new?operation=Cancel&id=")]
    [InlineData("bulk/new?operation=Cancel&id=nonsense")]
    public async Task What_is_not_understood_is_neither_counted_nor_done(string address)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync(address);
        page.QuerySelector("h1")!.TextContent.ShouldBe("Cancel");
        page.QuerySelector("form[method=post] button")!.HasAttribute("disabled").ShouldBeTrue();
        page.QuerySelectorAll("table").ShouldBeEmpty();
        using var response = await ConfirmAsync(host, page, new() { ["count"] = "1000", ["typed"] = "1000" });
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        host.World.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_selection_of_nothing_is_nothing()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var form = (await host.PageAsync("instances", _ada)).QuerySelector("form.select-form")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => $"{input.GetAttribute("name")}={input.GetAttribute("value")}");
        (await host.PageAsync($"bulk/new?operation=Cancel&{string.Join('&', hidden)}", _ada)).Words().ShouldContain("No instance is selected.");
    }

    private static Task<HttpResponseMessage> ConfirmAsync(DashboardHost host, IHtmlDocument shown, Dictionary<string, string> fields) =>
        host.PostFormAsync(shown, new Dictionary<string, string>(fields) { ["reason"] = "gateway is back" }, _ada);
}
