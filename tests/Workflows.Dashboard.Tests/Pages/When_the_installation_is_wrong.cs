using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Pages;

public sealed class When_the_installation_is_wrong
{
    [Fact]
    public async Task The_overview_says_so()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { Services = services => services.AddSingleton<IWorkflowInstallation, Wrong>() });
        var page = await host.PageAsync("");
        page.Words().ShouldContain("This installation");
        page.Words().ShouldContain("Order v1: expected the receive endpoint 'order' on the bus, but nobody configured it.");
        page.Words().ShouldNotContain("Nothing stands on an error");
    }

    [Fact]
    public async Task Where_nothing_is_wrong_there_is_nothing_to_read()
    {
        await using var host = await DashboardHost.StartAsync(HostKind.ApiOnly);
        (await host.PageAsync("")).Words().ShouldNotContain("This installation");
    }

    private sealed class Wrong : IWorkflowInstallation
    {
        public WorkflowInstallation Read() => new()
        {
            Worker = "test",
            Store = "UsePostgres",
            Findings = [new WorkflowFinding(WorkflowFindingKind.EndpointNotConfigured, WorkflowFindingSeverity.Error, "Order v1: expected the receive endpoint 'order' on the bus, but nobody configured it.")],
        };
    }
}
