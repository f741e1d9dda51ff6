using System.Collections.Concurrent;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Where the instances of a workflow take their messages: from the definitions known here, else from those that other processes registered.</summary>
internal sealed class InstanceAddresses(WorkflowRegistry registry, WorkflowEndpoints endpoints, IWorkflowStore store, TimeProvider time)
{
    private static readonly TimeSpan _freshness = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Workflow, int Version), (Uri? Address, DateTimeOffset ReadAt)> _remote = new();

    /// <returns>The address; null: no process ever registered the workflow.</returns>
    public async ValueTask<Uri?> FindAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        if ((registry.Find(workflow, version) ?? registry.FindLatest(workflow)) is { } plan)
            return WorkflowEndpoints.AddressOf(endpoints.InstancesOf(plan.WorkflowType));

        var now = time.GetUtcNow();
        if (_remote.TryGetValue((workflow, version), out var known) && now - known.ReadAt < _freshness)
            return known.Address;

        var definitions = (await store.GetDefinitionsAsync(cancellationToken)).Where(definition => definition.Name == workflow).ToArray();
        var definition = definitions.FirstOrDefault(definition => definition.Version == version) ?? definitions.MaxBy(definition => definition.Version);
        var address = definition is null ? null : WorkflowEndpoints.AddressOf(definition.Endpoint);
        _remote[(workflow, version)] = (address, now);
        return address;
    }
}
