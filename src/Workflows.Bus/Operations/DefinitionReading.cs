using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>The stored definitions, and which processes run with the class of each.</summary>
internal sealed class DefinitionReading(IWorkflowStore store, KnownProcesses processes, WorkflowRegistry registry)
{
    public async Task<IReadOnlyList<WorkflowDefinitionView>> ListAsync(CancellationToken cancellationToken)
    {
        var running = await processes.ListAsync(cancellationToken);
        return [.. (await store.GetDefinitionsAsync(cancellationToken)).Select(definition => With(definition, running))];
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
