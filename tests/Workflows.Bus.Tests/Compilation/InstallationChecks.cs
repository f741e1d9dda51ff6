using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Diagnostics.Installation;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Compilation;

/// <summary>What is found of one kind, as a process would say it at its start and every minute behind it.</summary>
internal static class InstallationChecks
{
    /// <summary>The definitions of the process are registered.</summary>
    public static async Task IsReadyAsync(this TestBus bus)
    {
        await bus.Harness.EnsureStartedAsync();
        await bus.Get<StoreReadiness>().WaitAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<IReadOnlyList<InstallationFinding>> FindAsync(this TestBus bus, WorkflowFindingKind kind)
    {
        await bus.IsReadyAsync();
        var reading = await bus.Services.GetRequiredService<InstallationReport>().RenewAsync(TestContext.Current.CancellationToken);
        reading.Findings.ShouldNotContain(finding => finding.Kind == WorkflowFindingKind.Unchecked);
        return [.. reading.Findings.Where(finding => finding.Kind == kind)];
    }
}
