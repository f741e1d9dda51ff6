using System.Net;
using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using Workflows.Dashboard.Tests.Pages;

namespace Workflows.Dashboard.Tests.Operations;

/// <summary>Forms as a browser without scripts posts them, each leading to the instance as it stands now.</summary>
public sealed class When_an_operator_acts
{
    private static readonly Action<HttpRequestMessage> _ada = Html.As("ada");

    [Theory]
    [InlineData("retry", WorkflowStatus.Faulted, WorkflowStatus.Running, "WorkflowRetried")]
    [InlineData("skip", WorkflowStatus.Faulted, WorkflowStatus.Running, "StepSkipped")]
    [InlineData("cancel", WorkflowStatus.Faulted, WorkflowStatus.Canceled, "WorkflowCanceled")]
    [InlineData("rewind?node=ReserveStock", WorkflowStatus.Faulted, WorkflowStatus.Running, "WorkflowRewound")]
    [InlineData("pause", WorkflowStatus.Waiting, WorkflowStatus.Paused, "WorkflowPaused")]
    [InlineData("resume", WorkflowStatus.Paused, WorkflowStatus.Waiting, "WorkflowResumed")]
    public async Task The_instance_obeys_and_the_operator_is_recorded(string operation, WorkflowStatus from, WorkflowStatus to, string kind)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Mvc);
        var instance = host.World.Instances.Values.First(one => one.Status == from && one.Workflow == "OrderFulfilment");
        using var response = await host.SubmitAsync($"instances/{instance.Id}/{operation}", new() { ["reason"] = "gateway is back" }, _ada);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.ToString().ShouldContain($"instances/{instance.Id}?done=");
        instance.Status.ShouldBe(to);
        var entry = instance.Journal.Last(one => one.Kind == kind);
        (entry.Actor, entry.Reason).ShouldBe(("ada", "gateway is back"));
        host.World.Audit[^1].Actor.ShouldBe("ada");
    }

    [Fact]
    public async Task An_event_is_written_from_the_form_of_its_shape()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var instance = host.World.Instances.Values.First(one => one is { Status: WorkflowStatus.Waiting, EventType: FakeDefinitions.UserConfirmed });
        var page = await host.PageAsync($"instances/{instance.Id}/send-event");
        page.QuerySelector("input[name='member.UserId']").ShouldNotBeNull();
        using var response = await host.SubmitAsync($"instances/{instance.Id}/send-event", new() { ["member.UserId"] = "user-1" }, _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        instance.Journal.ShouldContain(entry => entry.Kind == "EventReceived" && entry.Actor == "ada");
    }

    [Fact]
    public async Task An_instance_is_started_from_the_form_of_its_state()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SubmitAsync("start?workflow=Onboarding", new() { ["member.UserId"] = "u-9", ["member.Email"] = "u9@shop.example", ["key"] = "u-9" }, _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var started = host.World.Instances.Values.Single(instance => instance.Key == "u-9");
        started.State.ShouldContain("u9@shop.example");
        response.Headers.Location!.ToString().ShouldContain(started.Id.ToString());
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_starts_one_and_says_so()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync("start?workflow=Onboarding&json=true", _ada);
        var fields = new Dictionary<string, string> { ["state"] = """{"UserId":"u-9","Email":"u9"}""", ["key"] = "u-9" };
        using var first = await host.PostFormAsync(page, fields, _ada);
        using var second = await host.PostFormAsync(page, fields, _ada);

        var started = host.World.Instances.Values.Single(instance => instance.Key == "u-9");
        second.Headers.Location!.ToString().ShouldContain($"{started.Id}?done=started-before");
        (await host.PageAsync($"instances/{started.Id}?done=started-before")).Words().ShouldContain("Nothing new was started.");
    }

    [Fact]
    public async Task A_form_that_is_refused_keeps_its_id()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync("start?workflow=Onboarding&json=true", _ada);
        using var response = await host.PostFormAsync(page, new() { ["state"] = "{ broken" }, _ada);
        var id = page.QuerySelector("input[name=id]")!.GetAttribute("value");
        (await Html.ParseAsync(response)).QuerySelector("input[name=id]")!.GetAttribute("value").ShouldBe(id);
        Guid.Parse(id!).ShouldNotBe(Guid.Empty);
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("retry")]
    [InlineData("rewind?node=ReserveStock")]
    public async Task What_has_moved_since_it_was_shown_is_left_alone(string operation)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var instance = host.World.Find(QuietWorld.Faulted);
        var page = await host.PageAsync($"instances/{instance.Id}/{operation}", _ada);
        FakeRules.Retry(instance, null);
        instance.Completes(TimeSpan.Zero, TimeSpan.Zero).Open("CreateShipment").Fails(TimeSpan.Zero, TimeSpan.Zero, new WorkflowError { Type = "Late", Message = "no truck" }, null);

        using var response = await host.PostFormAsync(page, new() { ["reason"] = "gateway is back" }, _ada);

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var answer = await Html.ParseAsync(response);
        answer.QuerySelector("[role=alert]")!.TextContent.ShouldContain("It has moved since you looked: it stands at CreateShipment now.");
        answer.QuerySelector("input[name=at]")!.GetAttribute("value").ShouldBe("CreateShipment");
        instance.Status.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public async Task What_is_not_possible_is_said_and_kept_in_the_form()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SubmitAsync("start?workflow=Onboarding&json=true", new() { ["state"] = "{ broken", ["reason"] = "try" }, _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await Html.ParseAsync(response);
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("The state is not a Onboarding");
        page.QuerySelector("textarea[name=state]")!.TextContent.ShouldBe("{ broken");
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("skip")]
    [InlineData("rewind?node=ReserveStock")]
    public async Task What_cannot_be_taken_back_takes_a_reason(string operation)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var instance = host.World.Find(QuietWorld.Faulted);
        using var response = await host.SubmitAsync($"instances/{instance.Id}/{operation}", [], _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        instance.Status.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public async Task A_confirmation_names_the_thing_and_the_consequence()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var instance = host.World.Find(QuietWorld.Faulted);
        var page = await host.PageAsync($"instances/{instance.Id}/cancel");
        page.QuerySelector("h1")!.TextContent.ShouldBe($"Cancel OrderFulfilment {instance.Key}");
        page.Words().ShouldContain("The instance ends for good. This cannot be taken back.");
        page.QuerySelector("button.danger")!.TextContent.ShouldBe($"Cancel {instance.Key}");
    }

    [Fact]
    public async Task Workers_that_do_not_answer_are_said_and_what_was_written_stays()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        (host.World.Broken, host.World.BrokenQuestion) = (new TimeoutException("No process answered within 30 seconds."), "Cancel");
        using var response = await host.SubmitAsync($"instances/{QuietWorld.Faulted}/cancel", new() { ["reason"] = "a duplicate" }, _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        var page = await Html.ParseAsync(response);
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("No process answered within 30 seconds.");
        page.QuerySelector("textarea[name=reason]")!.TextContent.ShouldBe("a duplicate");
    }

    [Theory]
    [InlineData("retry", false)]
    [InlineData("skip", false)]
    [InlineData("cancel", false)]
    [InlineData("rewind?node=ReserveStock", false)]
    [InlineData("pause", true)]
    [InlineData("send-event", true)]
    public async Task An_instance_that_is_gone_when_the_form_comes_is_not_found_and_nothing_is_created(string operation, bool isWaiting)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var id = isWaiting ? QuietWorld.Waiting : QuietWorld.Faulted;
        var others = host.World.Instances.Keys.Where(other => other != id).ToArray();
        using var response = await host.SubmitAsync($"instances/{id}/{operation}", new() { ["reason"] = "is it there?", ["member.UserId"] = "user-1" }, request =>
        {
            _ada(request);
            if (request.Method == HttpMethod.Post)
                host.World.Instances.Remove(id).ShouldBeTrue();
        });
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        host.World.Instances.Keys.ShouldBe(others, ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_happens_by_a_link()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SendAsync($"instances/{QuietWorld.Faulted}/cancel?reason=because", _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.World.Find(QuietWorld.Faulted).Status.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public async Task Somebody_at_the_machine_itself_may_operate_without_a_name()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SubmitAsync($"instances/{QuietWorld.Faulted}/retry", []);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        host.World.Audit[^1].Actor.ShouldBe("somebody on this machine");
    }
}
