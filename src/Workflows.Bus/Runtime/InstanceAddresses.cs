using System.Collections.Concurrent;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Where the instances of a workflow take their messages: where their own version is registered, here or by another process; where it is nowhere,
/// at another version.
/// </summary>
internal sealed class InstanceAddresses(WorkflowRegistry registry, WorkflowEndpoints endpoints, IWorkflowStore store, TimeProvider time)
{
    private static readonly TimeSpan _freshness = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Workflow, int Version), (Uri? Address, DateTimeOffset ReadAt)> _remote = new();

    public Uri Of(WorkflowPlan plan) => WorkflowEndpoints.AddressOf(endpoints.InstancesOf(plan.WorkflowType));

    /// <returns>The address; null: no process ever registered the workflow.</returns>
    public async ValueTask<Uri?> FindAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        if (registry.Find(workflow, version) is { } plan)
            return Of(plan);

        var now = time.GetUtcNow();
        if (_remote.TryGetValue((workflow, version), out var known) && now - known.ReadAt < _freshness)
            return known.Address;

        var definitions = (await store.GetDefinitionsAsync(cancellationToken)).Where(definition => definition.Name == workflow).ToArray();
        var definition = definitions.FirstOrDefault(definition => definition.Version == version) ?? definitions.MaxBy(definition => definition.Version);
        var address = definition is null ? null : WorkflowEndpoints.AddressOf(definition.Endpoint);
        _remote[(workflow, version)] = (address, now);
        return address;
    }

    /// <returns>
    /// The address, where the version is not registered here: it may be an endpoint that this process shares with one which knows the version;
    /// null: the message is dealt with here.
    /// </returns>
    public async ValueTask<Uri?> FindElsewhereAsync(string workflow, int version, CancellationToken cancellationToken) =>
        registry.Find(workflow, version) is null ? await FindAsync(workflow, version, cancellationToken) : null;
}
