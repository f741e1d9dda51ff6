using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>The stored definitions, and which processes run with the class of each.</summary>
internal sealed class DefinitionReading(IWorkflowStore store, KnownDefinitions known, KnownProcesses processes, WorkflowRegistry registry)
{
    public async Task<IReadOnlyList<WorkflowDefinitionView>> ListAsync(CancellationToken cancellationToken)
    {
        var running = await processes.ListAsync(cancellationToken);
        return [.. (await store.GetDefinitionsAsync(cancellationToken)).Select(definition => With(definition, running))];
    }

    /// <summary>What is in the way of an open instance. Definitions and processes are those of a few seconds ago: one is asked for often.</summary>
    public async ValueTask<WorkflowDetails> WithBlockerAsync(WorkflowDetails details, CancellationToken cancellationToken)
    {
        var (workflow, version) = (details.Summary.Workflow, details.Summary.Version);
        if (details.Status.IsTerminal() || await known.FindAsync(workflow, version, cancellationToken) is not { } definition || definition.Version != version)
            return details;

        var registered = definition.IsRegistered == false && await processes.HaveAsync(workflow, version, cancellationToken) ? definition with { IsRegistered = true } : definition;
        return details with { Blocker = InstanceBlocker.Of(details, registered) };
    }

    private WorkflowDefinitionView With(WorkflowDefinitionView definition, IReadOnlyList<RunningProcess> running)
    {
        var names = running
            .Where(process => process.Definitions.Any(known => known.Workflow == definition.Name && known.Version == definition.Version))
            .Select(process => process.Name)
            .ToArray();
        return names.Length > 0 || registry.Find(definition.Name, definition.Version) is not null
            ? definition with { IsRegistered = true, Processes = names }
            : definition;
    }
}
