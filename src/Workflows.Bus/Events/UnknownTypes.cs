using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Finds the versions of a workflow that take an event of a type which is not known here: those that only other processes know.</summary>
internal sealed class UnknownTypes(WorkflowRegistry registry, KnownDefinitions definitions, KnownProcesses processes, IInstanceGateway gateway)
{
    /// <param name="strange">The event. Where nothing here takes it under another of its types, whoever is not found now never gets it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// Each with the type that it takes. It waits for it in instances that have not ended, or is started by it, or runs elsewhere; or another process has found
    /// that the event is for it.
    /// </returns>
    public async ValueTask<IReadOnlyDictionary<int, string>> TakersOfAsync(StrangeEvent strange, CancellationToken cancellationToken)
    {
        var takers = new SortedDictionary<int, string>();
        var (workflow, types) = (strange.Workflow, strange.UnknownTypes);
        var versions = strange.IsUntaken ? await definitions.VersionsNowAsync(workflow, cancellationToken) : await definitions.VersionsOfAsync(workflow, cancellationToken);
        foreach (var definition in versions)
        {
            if (registry.Find(workflow, definition.Version) is not null)
                continue;

            if (strange.OnlyFor is { } meant)
            {
                // It was at that endpoint when this copy was made for it, which is the only one.
                if (meant.Contains(definition.Version))
                    takers.Add(definition.Version, types[0]);
                continue;
            }

            if (definition.Endpoint != strange.Endpoint)
                continue;

            var started = types.FirstOrDefault(type => definition.StartedBy.Any(name => MessageName.Means(name, type)));
            var awaited = types.FirstOrDefault(type => AwaitedBy(definition).Any(name => MessageName.Means(name, type)));
            if ((started ?? awaited) is { } taken && await IsThereAsync(definition, started is not null, awaited is not null, cancellationToken))
                takers.Add(definition.Version, taken);
        }

        return takers;
    }

    /// <summary>Events of the waits that a version has, and of those that it had when its instances began.</summary>
    public static IEnumerable<string> AwaitedBy(WorkflowDefinitionView definition) =>
        definition.Former.Prepend(definition).SelectMany(one => one.Nodes).SelectMany(node => node.EventTypes);

    /// <summary>What starts an older version only was given up by the release that came after it.</summary>
    private async ValueTask<bool> IsThereAsync(WorkflowDefinitionView definition, bool isStarted, bool isAwaited, CancellationToken cancellationToken) =>
        await processes.HaveAsync(definition.Name, definition.Version, cancellationToken)
        || (isStarted && registry.VersionsOf(definition.Name).All(plan => plan.Version < definition.Version))
        || (isAwaited && await gateway.HasOpenAsync(definition.Name, definition.Version, cancellationToken));
}
