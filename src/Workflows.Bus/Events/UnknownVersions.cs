using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>
/// Versions of a workflow that other processes registered with the same endpoint and that are not known here. What their waits are called and which keys
/// they have is known there only, so an event of a type that they wait for is theirs to look at, too.
/// </summary>
internal sealed class UnknownVersions(WorkflowRegistry registry, WorkflowEndpoints endpoints, KnownDefinitions definitions, KnownProcesses processes, IInstanceGateway gateway)
{
    /// <returns>Those with instances that have not ended, and those that run elsewhere: an event may come before its instance. Each once.</returns>
    public async ValueTask<IReadOnlyCollection<int>> WaitingForAsync(DeliveredEvent delivered, CancellationToken cancellationToken)
    {
        if (delivered.OnlyFor is { } versions)
            return [.. versions.Where(version => !IsKnown(delivered.Workflow, version))];

        List<int>? unknown = null;
        var endpoint = endpoints.InstancesOf(delivered.Plan.WorkflowType);
        foreach (var definition in await definitions.VersionsOfAsync(delivered.Workflow, cancellationToken))
        {
            if (!IsKnown(delivered.Workflow, definition.Version) && definition.Endpoint == endpoint && WaitsFor(definition, delivered.EventType)
                && (await processes.HaveAsync(delivered.Workflow, definition.Version, cancellationToken) || await gateway.HasOpenAsync(delivered.Workflow, definition.Version, cancellationToken)))
                (unknown ??= []).Add(definition.Version);
        }

        return unknown ?? (IReadOnlyCollection<int>)[];
    }

    /// <summary>
    /// Whether the version is the one that sees to the event at its endpoint: the newest that has the endpoint and takes the type. Of an event without an id copies
    /// would be taken for two: then the newest that waits for it, whatever its endpoint.
    /// </summary>
    public bool IsTurnOf(DeliveredEvent delivered)
    {
        if (delivered.IsAnonymous)
            return ReferenceEquals(registry.LatestWaitingFor(delivered.Workflow, delivered.EventType), delivered.Plan);

        var endpoint = endpoints.InstancesOf(delivered.Plan.WorkflowType);
        foreach (var plan in registry.VersionsOf(delivered.Workflow))
        {
            if (plan.Version > delivered.Plan.Version && endpoints.InstancesOf(plan.WorkflowType) == endpoint && plan.Takes(delivered.EventType))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether the event comes under another of its types as well, which sees to it that it is passed on. What was passed on for named versions is for them whatever
    /// its type: passed on under each, copies would double at every hop.
    /// </summary>
    public bool LeavesPassingOn(DeliveredEvent delivered)
    {
        if (delivered.OnlyFor is null)
            return false;

        var endpoint = endpoints.InstancesOf(delivered.Plan.WorkflowType);
        var known = registry.VersionsOf(delivered.Workflow).Where(plan => endpoints.InstancesOf(plan.WorkflowType) == endpoint).SelectMany(plan => plan.EventTypes).ToHashSet();
        return delivered.Types.Select(type => known.FirstOrDefault(one => MessageName.Means(type, one))).FirstOrDefault(type => type is not null) is { } first && first != delivered.EventType;
    }

    private bool IsKnown(string workflow, int version) => registry.Find(workflow, version) is not null;

    private static bool WaitsFor(WorkflowDefinitionView definition, Type eventType)
    {
        foreach (var name in UnknownTypes.AwaitedBy(definition))
        {
            if (MessageName.Means(name, eventType))
                return true;
        }

        return false;
    }
}
