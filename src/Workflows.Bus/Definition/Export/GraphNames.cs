using Workflows.Contracts;

namespace Workflows.Definition.Export;

/// <summary>Short identifiers for the nodes of a graph: names are text of users, and no graph language takes them all.</summary>
internal sealed class GraphNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public GraphNames(WorkflowDefinitionView definition)
    {
        foreach (var node in definition.Nodes)
            _names.TryAdd(node.Name, $"n{_names.Count}");
    }

    public string Of(WorkflowNodeView node) => _names[node.Name];

    /// <returns>Both ends of an edge; null: it leads to a node that is not there.</returns>
    public (string From, string To)? Of(WorkflowEdgeView edge) =>
        _names.TryGetValue(edge.From, out var from) && _names.TryGetValue(edge.To, out var to) ? (from, to) : null;
}
