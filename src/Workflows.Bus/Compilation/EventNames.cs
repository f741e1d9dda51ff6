using Workflows.Contracts;
using Workflows.Definition;

namespace Workflows.Compilation;

/// <summary>Names of the events that a wait of a stored definition is for. Those that an earlier release wrote are read as they are written now.</summary>
internal static class EventNames
{
    public static IEnumerable<string> Of(WorkflowNodeView node) =>
        node.EventTypes.Select(name => MessageName.IsUrn(name) ? name : FormerMessageName.ToUrn(name) ?? name).Order(StringComparer.Ordinal);
}
