using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Where the instances of a workflow take their messages: where their own version is registered, here or by another process; where it is nowhere,
/// at another version.
/// </summary>
internal sealed class InstanceAddresses(WorkflowRegistry registry, WorkflowEndpoints endpoints, KnownDefinitions definitions, KnownProcesses processes)
{
    /// <summary>Where any process with workflows takes commands.</summary>
    public Uri Commands => WorkflowEndpoints.AddressOf(endpoints.Commands);

    public Uri Of(WorkflowPlan plan) => endpoints.InstancesAddress(plan);

    /// <returns>The address; null: no process ever registered the workflow.</returns>
    public async ValueTask<Uri?> FindAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        if (registry.Find(workflow, version) is { } plan)
            return Of(plan);

        return await definitions.FindAsync(workflow, version, cancellationToken) is { } definition ? WorkflowEndpoints.AddressOf(definition.Endpoint) : null;
    }

    /// <returns>
    /// Whether nobody takes messages for the version: no running process has its class. False where that is not known, because a process of an earlier release
    /// registered it.
    /// </returns>
    public async ValueTask<bool> IsAbandonedAsync(string workflow, int version, CancellationToken cancellationToken) =>
        !await processes.HaveAsync(workflow, version, cancellationToken)
        && (await definitions.FindAsync(workflow, version, cancellationToken) is not { } known || known.Version != version || known.IsRegistered is not null);

    /// <returns>All processes that run with workflows now, by name.</returns>
    public async ValueTask<IReadOnlyList<RunningProcess>> ListProcessesAsync(CancellationToken cancellationToken) =>
        [.. (await processes.ListAsync(cancellationToken)).Where(process => process.Definitions.Count > 0)];

    /// <returns>
    /// The address, where the version is not registered here: it may be an endpoint that this process shares with one which knows the version;
    /// null: the message is dealt with here.
    /// </returns>
    public async ValueTask<Uri?> FindElsewhereAsync(string workflow, int version, CancellationToken cancellationToken) =>
        registry.Find(workflow, version) is null ? await FindAsync(workflow, version, cancellationToken) : null;
}
