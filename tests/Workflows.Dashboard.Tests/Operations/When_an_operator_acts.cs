using System.Net;
using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using Workflows.Dashboard.Tests.Pages;
using Workflows.Kinds;

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
    public async Task Of_several_places_that_stand_on_an_error_one_is_chosen()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.Mvc);
        var instance = host.World.Find(QuietWorld.Faulted);
        (await host.PageAsync($"instances/{instance.Id}/retry")).QuerySelector("select[name=place]").ShouldBeNull("There is one place only.");
        instance.OtherTokens.Add(instance.Token! with { Token = 99, Place = "lines[1]/pack", Node = "pack" });

        var page = await host.PageAsync($"instances/{instance.Id}/retry");
        page.QuerySelectorAll("select[name=place] option").Select(option => option.GetAttribute("value")).ShouldBe(["", instance.Token!.Place, "lines[1]/pack"]);
        using var response = await host.SubmitAsync($"instances/{instance.Id}/retry", new() { ["place"] = "lines[1]/pack" }, _ada);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        instance.OtherTokens.ShouldBeEmpty();
        instance.Status.ShouldBe(WorkflowStatus.Faulted);
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
    public async Task The_form_of_an_event_knows_the_key_that_is_waited_for()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var instance = host.World.Find(QuietWorld.Waiting);
        var page = await host.PageAsync($"instances/{instance.Id}/send-event");
        page.QuerySelector("input[name='member.UserId']")!.GetAttribute("value").ShouldBe(instance.Details.Subscriptions.Single().Key);
        page.QuerySelector("input[name='member.ConfirmedAt']")!.GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task An_instance_is_shown_before_it_is_started_from_the_form_of_its_state()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var fields = new Dictionary<string, string> { ["member.UserId"] = "u-9", ["member.Email"] = "u9@shop.example", ["member.Plan"] = "Free", ["key"] = "u-9" };
        var before = host.World.Instances.Count;
        var page = await host.PageAsync("start?workflow=Onboarding", _ada);
        page.QuerySelector("input[name='member.Email']")!.HasAttribute("required").ShouldBeTrue();

        var shown = await ShownAsync(host, page, fields);
        shown.Words().ShouldContain("Nothing has been started yet");
        shown.QuerySelector(".preview pre")!.TextContent.ShouldContain("u9@shop.example");
        host.World.Instances.Count.ShouldBe(before);

        fields["member.Email"] = "u10@shop.example";
        var changed = await ShownAsync(host, shown, fields);
        changed.QuerySelector(".preview pre")!.TextContent.ShouldContain("u10@shop.example");
        host.World.Instances.Count.ShouldBe(before);

        using var response = await host.PostFormAsync(changed, fields, _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var started = host.World.Instances.Values.Single(instance => instance.Key == "u-9");
        started.State.ShouldContain("u10@shop.example");
        response.Headers.Location!.ToString().ShouldContain(started.Id.ToString());
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_starts_one_and_says_so()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var fields = new Dictionary<string, string> { ["state"] = """{"UserId":"u-9","Email":"u9"}""", ["key"] = "u-9" };
        var page = await ShownAsync(host, await host.PageAsync("start?workflow=Onboarding&json=true", _ada), fields);
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
        FakeEffects.Run(OperationKinds.Retry, instance);
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
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("The state must be a JSON object");
        page.QuerySelector("textarea[name=state]")!.TextContent.ShouldBe("{ broken");
    }

    [Theory]
    [InlineData("NotifyCustomer")]
    [InlineData("approval")]
    [InlineData("no-such-node")]
    public async Task A_rewind_is_not_offered_to_what_has_not_been_passed(string node)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync($"instances/{QuietWorld.Faulted}/rewind?node={node}");
        page.QuerySelectorAll("select[name=node] option").Select(option => option.GetAttribute("value")).ShouldBe(["", "ValidateOrder", "ReserveStock", "large-order", "CapturePayment"]);
        page.QuerySelector("form[method=post]").ShouldBeNull();
        page.QuerySelector(".notice")!.TextContent.ShouldContain($"'node' was left out: a rewind goes back only to what the instance has passed, and it has not passed '{node}'");
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

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ShownAsync(DashboardHost host, AngleSharp.Html.Dom.IHtmlDocument page, Dictionary<string, string> fields)
    {
        using var response = await host.PostFormAsync(page, fields, _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await Html.ParseAsync(response);
    }
}
