using System.Net;
using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using Workflows.Dashboard.Tests.Pages;

namespace Workflows.Dashboard.Tests.Operations;

/// <summary>Instances that wait for the same word are given it together: the type from their definitions, the body from its shape or as JSON.</summary>
public sealed class When_an_event_is_sent_to_many
{
    private const string All = "bulk/new?operation=SendEvent&status=Waiting&workflow=Onboarding&send=" + FakeDefinitions.UserConfirmed;

    private static readonly Action<HttpRequestMessage> _ada = Html.As("ada");

    [Fact]
    public async Task The_event_is_chosen_from_the_definitions_of_the_workflow()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync("bulk/new?operation=SendEvent&status=Waiting&workflow=Onboarding", _ada);
        page.QuerySelectorAll("select[name=send] option").Select(option => option.GetAttribute("value")).ShouldBe(["", FakeDefinitions.UserConfirmed]);
        page.QuerySelector("form[method=post] button")!.GetAttribute("title").ShouldBe("Choose the event.");
        (await host.PageAsync("bulk/new?operation=SendEvent&status=Waiting", _ada)).Words().ShouldContain("Filter for a workflow: its definition says which events there are.");
    }

    [Fact]
    public async Task Every_instance_that_matches_is_handed_it_with_who_and_why()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var waiting = host.World.Instances.Values.Where(one => one is { Status: WorkflowStatus.Waiting, Workflow: "Onboarding" }).ToArray();
        (await host.PageAsync(All, _ada)).QuerySelector("h1")!.TextContent.ShouldBe($"Send UserConfirmed to {waiting.Length} instances");
        using var response = await host.SubmitAsync(All, new() { ["member.UserId"] = "u-1", ["reason"] = "confirmed by phone" }, _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var job = await host.PageAsync(response.Headers.Location!.ToString(), _ada);

        job.QuerySelector("h1 bdi")!.TextContent.ShouldBe($"Send UserConfirmed to {waiting.Length} instances");
        var request = host.World.Jobs.Values.Single().Request;
        (request.EventType, request.EventBody, request.Reason).ShouldBe((FakeDefinitions.UserConfirmed, """{"UserId":"u-1"}""", "confirmed by phone"));
        request.Search!.Cutoff.ShouldNotBeNull();
        var took = waiting.Where(one => one.Journal.Any(entry => entry is { Kind: "EventReceived", Actor: "ada" })).ToArray();
        took.ShouldNotBeEmpty();
        host.World.Jobs.Values.Single().Rows.Count(row => row.Outcome == WorkflowBulkOutcome.Done).ShouldBe(took.Length);
        job.Words().ShouldContain("No wait ahead of 'cool-down' takes");
    }

    [Fact]
    public async Task Selected_instances_offer_the_events_of_their_workflows_and_take_json()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var address = $"bulk/new?operation=SendEvent&id={QuietWorld.Waiting}&json=true&send={FakeDefinitions.UserConfirmed}";
        (await host.PageAsync(address, _ada)).QuerySelector("textarea[name=body]").ShouldNotBeNull();
        using var response = await host.SubmitAsync(address, new() { ["body"] = """{"UserId":"u-2"}""", ["reason"] = "confirmed by phone" }, _ada);
        await host.PageAsync(response.Headers.Location!.ToString(), _ada);
        host.World.Find(QuietWorld.Waiting).Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public async Task What_does_not_fit_the_event_is_said_and_kept()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SubmitAsync(All, new() { ["reason"] = "confirmed by phone" }, _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await Html.ParseAsync(response);
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("UserId must be given.");
        page.QuerySelector("textarea[name=reason]")!.TextContent.ShouldBe("confirmed by phone");
        host.World.Jobs.ShouldBeEmpty();
    }
}
