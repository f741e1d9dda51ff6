namespace Workflows.Dashboard.Services.Graphs;

/// <summary>Puts each node one layer behind its farthest predecessor.</summary>
internal static class LayerAssignment
{
    public static void Assign(IReadOnlyList<LayoutNode> nodes)
    {
        var behind = nodes.ToDictionary(node => node, _ => new List<LayoutNode>());
        var open = nodes.ToDictionary(node => node, _ => 0);
        foreach (var edge in nodes.SelectMany(node => node.Edges))
        {
            behind[edge.Upper].Add(edge.Lower);
            open[edge.Lower]++;
        }

        var ready = new Queue<LayoutNode>(nodes.Where(node => open[node] == 0));
        while (ready.TryDequeue(out var node))
        {
            foreach (var next in behind[node])
            {
                next.Layer = Math.Max(next.Layer, node.Layer + 1);
                if (--open[next] == 0)
                    ready.Enqueue(next);
            }
        }
    }
}
