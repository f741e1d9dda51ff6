using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Graphs;

/// <summary>Draws a definition: the layout is the same for everyone, what a node says is up to the caller.</summary>
internal static class GraphBuilder
{
    private static readonly LayoutMetrics _metrics = new();

    /// <param name="definition">The definition.</param>
    /// <param name="describe">Makes the node, without its place.</param>
    /// <param name="isTaken">Whether the instance came along an edge.</param>
    public static GraphModel Build(WorkflowDefinitionView definition, Func<WorkflowNodeView, GraphNode> describe, Func<WorkflowEdgeView, bool> isTaken)
    {
        var nodes = Nodes(definition);
        if (nodes.Count > GraphModel.MaxDrawnNodes)
            return new GraphModel([.. nodes.Select(describe)], [], 0, 0);

        var layout = LayeredLayout.Of(nodes.Select(node => node.Name), definition.Edges.Select(edge => (edge.From, edge.To)), _metrics);
        var edges = definition.Edges.ToLookup(edge => (edge.From, edge.To));
        return new GraphModel(
            [.. nodes.Select(node => describe(node) with { X = layout.Nodes[node.Name].X, Y = layout.Nodes[node.Name].Y })],
            [.. layout.Edges.Select(route => Edge(route, [.. edges[(route.From, route.To)]], isTaken))],
            layout.Width,
            layout.Height);
    }

    /// <summary>Nodes that only edges name are drawn as well: nothing of a definition is hidden because a part of it is missing.</summary>
    private static List<WorkflowNodeView> Nodes(WorkflowDefinitionView definition)
    {
        var known = definition.Nodes.DistinctBy(node => node.Name).ToList();
        var names = known.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var unnamed = definition.Edges.SelectMany(edge => new[] { edge.From, edge.To }).Where(names.Add).Select(name => new WorkflowNodeView { Name = name, Kind = NodeKinds.All.FirstOrDefault(kind => kind.IsOnlyDrawn && kind.Name == name)?.Name ?? NodeKinds.Step.Name });
        return [.. known, .. unnamed];
    }

    private static GraphEdge Edge(EdgeRoute route, WorkflowEdgeView[] edges, Func<WorkflowEdgeView, bool> isTaken)
    {
        var labels = edges.Select(edge => edge.Label).OfType<string>().ToArray();
        return new GraphEdge(route, labels.Length == 0 ? null : string.Join(", ", labels), edges.Any(isTaken));
    }
}
