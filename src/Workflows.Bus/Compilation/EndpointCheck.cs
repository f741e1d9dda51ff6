using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Diagnostics.Installation;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Every receive endpoint that the workflows of this process need is configured on the bus.</summary>
internal sealed class EndpointCheck(EndpointSettings settings, WorkflowRegistry registry, IServiceProvider provider) : IInstallationCheck
{
    private const string Remedy = "Add cfg.ConfigureEndpoints(context) as the last line of UsingRabbitMq((context, cfg) => ...), or of whatever configures the bus; it leaves endpoints alone that you configure yourself.";

    public Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        // Its endpoints are configured when the bus is made, which whoever sends has it do.
        provider.GetRequiredService<BusSender>();
        IReadOnlyList<InstallationFinding> found = [.. registry.Plans.Select(Of).OfType<InstallationFinding>()];
        return Task.FromResult(found);
    }

    private InstallationFinding? Of(WorkflowPlan plan)
    {
        string[] missing = [.. settings.NamesFor(plan).Where(name => !settings.Configured.Has(name)).Select(name => $"'{name}'")];
        if (missing.Length == 0)
            return null;

        var endpoints = missing.Length == 1 ? $"the receive endpoint {missing[0]}" : $"the receive endpoints {string.Join(" and ", missing)}";
        return InstallationFinding.Error(
            WorkflowFindingKind.EndpointNotConfigured,
            $"{plan.Identity}: expected {endpoints} on the bus, but nobody configured {(missing.Length == 1 ? "it" : "them")}: its events are lost, and its steps, timers and commands find nobody. {Remedy}") with
        {
            Workflow = plan.Name,
            Version = plan.Version,
        };
    }
}
