using Workflows.Definition;

namespace Workflows.Runtime;

/// <summary>
/// Where the instances of a workflow take their messages: where their own version is registered, here or by another process; where it is nowhere,
/// at another version.
/// </summary>
internal sealed class InstanceAddresses(WorkflowRegistry registry, WorkflowEndpoints endpoints, KnownDefinitions definitions)
{
    public Uri Of(WorkflowPlan plan) => endpoints.InstancesAddress(plan);

    /// <returns>The address; null: no process ever registered the workflow.</returns>
    public async ValueTask<Uri?> FindAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        if (registry.Find(workflow, version) is { } plan)
            return Of(plan);

        return await definitions.FindAsync(workflow, version, cancellationToken) is { } definition ? WorkflowEndpoints.AddressOf(definition.Endpoint) : null;
    }

    /// <returns>
    /// The address, where the version is not registered here: it may be an endpoint that this process shares with one which knows the version;
    /// null: the message is dealt with here.
    /// </returns>
    public async ValueTask<Uri?> FindElsewhereAsync(string workflow, int version, CancellationToken cancellationToken) =>
        registry.Find(workflow, version) is null ? await FindAsync(workflow, version, cancellationToken) : null;
}
