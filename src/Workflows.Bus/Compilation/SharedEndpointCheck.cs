using Workflows.Contracts;
using Workflows.Diagnostics.Installation;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// No other workflow that a running process has is behind an endpoint of this process. Endpoints are named after classes: those of one application are compared
/// when they are registered, those of others when they stand in the store.
/// </summary>
internal sealed class SharedEndpointCheck(WorkflowRegistry registry, WorkflowEndpoints endpoints, KnownProcesses processes, IInstanceGateway gateway) : IInstallationCheck
{
    public async Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var own = registry.Plans.ToLookup(plan => endpoints.InstancesOf(plan.WorkflowType), StringComparer.Ordinal);
        var findings = new List<InstallationFinding>();
        foreach (var other in (await gateway.GetDefinitionsAsync(cancellationToken)).OrderBy(other => other.Name, StringComparer.Ordinal).ThenBy(other => other.Version))
        {
            if (own[other.Endpoint].FirstOrDefault() is not { } plan || own[other.Endpoint].Any(one => one.Name == other.Name))
                continue;

            if (await processes.WithAsync(other.Name, other.Version, cancellationToken) is { Count: > 0 } running)
                findings.Add(FindingOf(plan.Identity.ToString(), plan.Name, other, string.Join(", ", running.Select(process => process.Name).Distinct(StringComparer.Ordinal).Take(5))));
        }

        return findings;
    }

    private static InstallationFinding FindingOf(string identity, string workflow, WorkflowDefinitionView other, string running) => InstallationFinding.Error(
        WorkflowFindingKind.EndpointShared,
        $"{identity} and {other.Name} v{other.Version}, which runs in {running}, have one endpoint, '{other.Endpoint}': each takes messages of the other from its queue, and cannot do anything with them. Give one of the classes another name, or the endpoints of one application a prefix (SetEndpointNameFormatter).") with
    {
        Workflow = workflow,
    };
}
