namespace Workflows.Dashboard.Services.Graphs;

/// <summary>
/// Places the nodes of a directed graph in layers from left to right: edges that close a cycle are turned round, each node goes one layer behind its farthest
/// predecessor, edges over several layers get a bend in each, and sweeps over the layers untangle them. The same graph always comes out the same.
/// </summary>
internal sealed class LayeredLayout
{
    private readonly LayoutMetrics _metrics;

    private readonly List<LayoutNode> _nodes;

    private readonly List<LayoutEdge> _edges = [];

    private readonly List<List<LayoutNode>> _layers = [];

    private LayeredLayout(IEnumerable<string> nodes, LayoutMetrics metrics)
    {
        _metrics = metrics;
        _nodes = [.. nodes.Distinct(StringComparer.Ordinal).Select(name => new LayoutNode(name))];
    }

    /// <param name="nodes">Names, in the order they should be met.</param>
    /// <param name="edges">From and to; those of unknown nodes and from a node to itself are left out.</param>
    /// <param name="metrics">Sizes.</param>
    public static GraphLayout Of(IEnumerable<string> nodes, IEnumerable<(string From, string To)> edges, LayoutMetrics metrics)
    {
        var layout = new LayeredLayout(nodes, metrics);
        layout.Link(edges);
        CycleBreaking.TurnRound(layout._nodes);
        LayerAssignment.Assign(layout._nodes);
        layout.BendLongEdges();
        LayerOrdering.Untangle(layout._layers);
        RowPlacement.Place(layout._layers, metrics);
        return layout.Measured();
    }

    private void Link(IEnumerable<(string From, string To)> edges)
    {
        var known = _nodes.ToDictionary(node => node.Name!, StringComparer.Ordinal);
        foreach (var (from, to) in edges.Distinct())
        {
            if (from == to || !known.TryGetValue(from, out var source) || !known.TryGetValue(to, out var target))
                continue;

            var edge = new LayoutEdge(source, target);
            _edges.Add(edge);
            source.Edges.Add(edge);
        }
    }

    private void BendLongEdges()
    {
        foreach (var node in _nodes)
            LayerOf(node.Layer).Add(node);

        foreach (var edge in _edges)
        {
            var previous = edge.Upper;
            edge.Path.Add(previous);
            for (var layer = edge.Upper.Layer + 1; layer < edge.Lower.Layer; layer++)
            {
                var bend = new LayoutNode(null) { Layer = layer };
                LayerOf(layer).Add(bend);
                LayoutNode.Join(previous, bend);
                edge.Path.Add(bend);
                previous = bend;
            }

            LayoutNode.Join(previous, edge.Lower);
            edge.Path.Add(edge.Lower);
        }
    }

    private List<LayoutNode> LayerOf(int index)
    {
        while (_layers.Count <= index)
            _layers.Add([]);

        return _layers[index];
    }

    private GraphLayout Measured()
    {
        var top = _layers.SelectMany(layer => layer).Select(node => node.Y).DefaultIfEmpty().Min();
        double X(LayoutNode node) => _metrics.Margin + (node.Layer * (_metrics.NodeWidth + _metrics.LayerGap));
        double Y(LayoutNode node) => _metrics.Margin + node.Y - top;
        var places = _nodes.ToDictionary(node => node.Name!, node => new NodePlace(X(node), Y(node), node.Layer), StringComparer.Ordinal);
        var edges = _edges.Select(edge => EdgeRoute.Of(edge, node => new NodePlace(X(node), Y(node), node.Layer), _metrics)).ToList();
        return new GraphLayout(
            places,
            edges,
            places.Values.Select(place => place.X + _metrics.NodeWidth).DefaultIfEmpty().Max() + _metrics.Margin,
            _layers.SelectMany(layer => layer).Select(node => Y(node) + _metrics.NodeHeight).DefaultIfEmpty().Max() + _metrics.Margin);
    }
}
