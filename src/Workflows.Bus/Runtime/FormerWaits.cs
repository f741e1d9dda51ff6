using System.Collections.Frozen;
using Workflows.Contracts;
using Workflows.Definition;

namespace Workflows.Runtime;

/// <summary>
/// Waits that instances may stand at though their definition has them no more under its name and version. What comes for such a wait comes to the instance all
/// the same: it is kept with it, and taken when the wait is back.
/// </summary>
internal sealed class FormerWaits
{
    private volatile FrozenDictionary<WorkflowIdentity, WorkflowNodeView[]> _waits = FrozenDictionary<WorkflowIdentity, WorkflowNodeView[]>.Empty;

    /// <param name="definitions">The definitions of this process, with those that stood in their place before.</param>
    public void Learn(IEnumerable<WorkflowDefinitionView> definitions) =>
        _waits = definitions.Where(definition => definition.Former.Count > 0)
            .ToFrozenDictionary(definition => new WorkflowIdentity(definition.Name, definition.Version), WaitsOf);

    /// <returns>Names of the waits that were for the event.</returns>
    public IEnumerable<string> For(WorkflowPlan plan, Type eventType) =>
        _waits.TryGetValue(plan.Identity, out var waits)
            ? waits.Where(wait => wait.EventTypes.Any(name => MessageName.Means(name, eventType)) && (plan.Find(wait.Name) as WaitNode)?.Find(eventType) is null).Select(wait => wait.Name).Distinct(StringComparer.Ordinal)
            : [];

    private static WorkflowNodeView[] WaitsOf(WorkflowDefinitionView definition) =>
        [.. definition.Former.SelectMany(former => former.Nodes).Where(node => node.EventTypes.Count > 0)];
}
