using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics.Installation;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>The last report as people and programs read it.</summary>
internal sealed class InstallationView(InstallationReport report, WorkflowRegistry registry, DurableWorkflowOptions options, IServiceProvider provider) : IWorkflowInstallation
{
    public string Store => provider.GetService<StoreChoice>()?.Title ?? "of other processes";

    public string? Bus => provider.GetService<BusIdentity>()?.Address;

    /// <summary>Each workflow once, with its versions.</summary>
    public string Workflows => registry.Plans.Count == 0
        ? "none"
        : string.Join(", ", registry.Plans.GroupBy(plan => plan.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} {string.Join(" ", group.Select(plan => plan.Version).Order().Select(version => $"v{version}"))}"));

    public WorkflowInstallation Read() => new()
    {
        At = report.Last?.At,
        Worker = options.WorkerName,
        Store = Store,
        Bus = Bus,
        Workflows = [.. registry.Plans.Select(plan => plan.Identity.ToString()).Order(StringComparer.Ordinal)],
        Findings = [.. (report.Last?.Findings ?? []).Select(finding =>
            new WorkflowFinding(finding.Kind, finding.Severity, finding.Text) { Workflow = finding.Workflow, Version = finding.Version, Count = finding.Count })],
    };
}
