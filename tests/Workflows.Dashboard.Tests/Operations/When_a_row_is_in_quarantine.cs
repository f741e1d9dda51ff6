using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;
using Workflows.Dashboard.Tests.Pages;

namespace Workflows.Dashboard.Tests.Operations;

/// <summary>Rows that nobody could read or handle are listed, released and discarded.</summary>
public sealed class When_a_row_is_in_quarantine
{
    private static readonly Action<HttpRequestMessage> _ada = Html.As("ada:ops");

    [Fact]
    public async Task It_is_listed_with_why_and_leads_to_its_page()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync("quarantine");
        page.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        page.Words().ShouldContain("Invalid URI: The format of the URI could not be determined.");
        page.QuerySelector($"a[href='quarantine/{FakeQuarantine.Timer}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task It_is_released_with_who_and_why()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SubmitAsync($"quarantine/{FakeQuarantine.Instance}", new() { ["reason"] = "repaired" }, _ada);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        host.Services.GetRequiredService<FakeQuarantine>().Done.ShouldBe(["Release Instance by ada: repaired"]);
        (await host.PageAsync("quarantine")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_is_discarded_and_an_instance_is_not()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync($"quarantine/{FakeQuarantine.Timer}");
        var discard = page.QuerySelector("details.discard form")!;
        var values = discard.QuerySelectorAll("input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        using var response = await host.SendAsync(((IHtmlFormElement)discard).GetAttribute("action")!, request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = new FormUrlEncodedContent(values);
            _ada(request);
        });
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        host.Services.GetRequiredService<FakeQuarantine>().Done.ShouldBe(["Discard Timer by ada: "]);
        (await host.PageAsync($"quarantine/{FakeQuarantine.Instance}")).QuerySelector("details form").ShouldBeNull();
    }

    [Fact]
    public async Task The_page_of_the_instance_says_so_and_leads_there()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        var page = await host.PageAsync($"instances/{host.World.Instances.Keys.First()}");
        page.Words().ShouldContain("It is in quarantine: nobody drives it on. The stored row of the instance cannot be read.");
        page.QuerySelector($"a[href='quarantine/{FakeQuarantine.Instance}']").ShouldNotBeNull();
        (await host.PageAsync($"instances/{host.World.Instances.Keys.Last()}")).Words().ShouldNotContain("quarantine");
    }

    [Fact]
    public async Task One_that_is_gone_is_not_found()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        using var response = await host.SendAsync($"quarantine/{Guid.NewGuid()}");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_overview_leads_there()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { Services = services => services.AddSingleton<IWorkflowInstallation, Poisoned>() });
        var page = await host.PageAsync("");
        page.Words().ShouldContain("1 instance is in quarantine.");
        page.QuerySelector("main a[href='quarantine']").ShouldNotBeNull();
    }

    private sealed class Poisoned : IWorkflowInstallation
    {
        public WorkflowInstallation Read() => new()
        {
            Worker = "test",
            Store = "UsePostgres",
            Findings = [new WorkflowFinding(WorkflowFindingKind.RowsQuarantined, WorkflowFindingSeverity.Warning, "1 instance is in quarantine.")],
        };
    }
}
