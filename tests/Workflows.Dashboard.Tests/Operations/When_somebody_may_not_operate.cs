using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using Workflows.Dashboard.Tests.Pages;

namespace Workflows.Dashboard.Tests.Operations;

/// <summary>Looking is one thing, operating another: it is decided where the operation is done, and the page says so beforehand.</summary>
public sealed class When_somebody_may_not_operate
{
    private static readonly Action<HttpRequestMessage> _eve = Html.As("eve:readers");

    private static readonly HostSetup _policy = new() { Options = options => options.OperatorPolicy = "ops" };

    private static readonly HostSetup _readOnly = new() { Options = options => options.ReadOnly = true };

    private static readonly HostSetup _open = new() { Convention = endpoint => endpoint.WithMetadata(new AllowAnonymousAttribute()) };

    public static TheoryData<string> Posts =>
    [
        $"instances/{QuietWorld.Faulted}/retry", $"instances/{QuietWorld.Faulted}/skip", $"instances/{QuietWorld.Faulted}/cancel", $"instances/{QuietWorld.Faulted}/rewind?node=ReserveStock",
        $"instances/{QuietWorld.Waiting}/send-event", $"instances/{QuietWorld.Waiting}/pause",
        $"quarantine/{FakeQuarantine.Timer}", "start?workflow=Onboarding&json=true", $"bulk/new?operation=Retry&id={QuietWorld.Faulted}",
    ];

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task A_post_of_somebody_who_does_not_meet_the_policy_is_refused(string path) =>
        await RefusesAsync(_policy, path, _eve, "eve does not meet the policy 'ops' for operators.");

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task A_post_to_a_dashboard_that_is_read_only_is_refused(string path) =>
        await RefusesAsync(_readOnly, path, Html.As("ada:ops"), "This dashboard is read-only.");

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task A_post_of_somebody_without_a_name_from_elsewhere_is_refused(string path) =>
        await RefusesAsync(_open, path, request => request.Headers.Add(TestPeer.Header, "10.0.0.7"), "Sign in: without a user, operations are possible only from the machine itself.");

    [Fact]
    public async Task Somebody_who_meets_the_policy_may()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _policy);
        using var response = await host.SubmitAsync($"instances/{QuietWorld.Faulted}/retry", [], Html.As("ada:ops"));
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        host.World.Find(QuietWorld.Faulted).Status.ShouldBe(WorkflowStatus.Running);
    }

    /// <summary>The button is there, so that nobody looks for it, and says why it cannot be pressed.</summary>
    [Fact]
    public async Task Buttons_are_shown_disabled_with_the_reason()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _policy);
        foreach (var (path, count) in new[] { ($"instances/{QuietWorld.Faulted}", 4), ("instances", 13), ("definitions/Onboarding", 1), ($"instances/{QuietWorld.Faulted}/cancel", 1), ("waits", 17), ("start?workflow=Onboarding", 1) })
        {
            var page = await host.PageAsync(path, _eve);
            var buttons = page.QuerySelectorAll("main button[disabled]");
            buttons.Length.ShouldBe(count, path);
            buttons.ShouldAllBe(button => button.GetAttribute("title") == "eve does not meet the policy 'ops' for operators.");
            page.Words().ShouldContain("eve does not meet the policy");
            page.QuerySelectorAll("main a[href^='start'], main a[href*='/retry'], main a[href*='/cancel'], main a[href*='/send-event'], main a[href^='bulk/new']").Select(link => link.OuterHtml).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task A_job_is_not_stopped_by_somebody_who_may_only_look()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _policy);
        host.Batch.Size = 0;
        using var started = await host.SubmitAsync($"bulk/new?operation=Retry&id={QuietWorld.Faulted}", new() { ["reason"] = "gateway is back" }, Html.As("ada:ops"));
        var job = host.World.Jobs.Values.Single();
        using var response = await host.SubmitAsync($"bulk/{job.Id}", [], _eve);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        job.Status.ShouldBe(WorkflowBulkStatus.Running);
    }

    [Fact]
    public async Task What_was_refused_stands_in_the_log()
    {
        var log = new LogLines();
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, _policy with { Services = services => services.AddSingleton<ILoggerProvider>(log) });
        using var one = await host.SubmitAsync($"instances/{QuietWorld.Faulted}/retry", [], _eve);
        using var many = await host.SubmitAsync($"bulk/new?operation=Retry&id={QuietWorld.Faulted}", new() { ["reason"] = "because" }, _eve);
        log.Of(4004).ShouldBe([
            $"Refused eve the operation /instances/{QuietWorld.Faulted}/retry: eve does not meet the policy 'ops' for operators.",
            "Refused eve the operation /bulk/new: eve does not meet the policy 'ops' for operators.",
        ]);
    }

    private static async Task RefusesAsync(HostSetup setup, string path, Action<HttpRequestMessage> who, string why)
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, setup);
        var mark = host.World.Mark;
        using var response = await host.SubmitAsync(path, new() { ["reason"] = "because", ["state"] = "{}", ["member.UserId"] = "u" }, who);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Html.ParseAsync(response)).QuerySelector("[role=alert]")!.TextContent.ShouldContain(why);
        host.World.Mark.ShouldBe(mark);
        host.World.Jobs.ShouldBeEmpty();
    }
}
