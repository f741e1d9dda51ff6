namespace Workflows.Dashboard.Services.Graphs;

/// <summary>Orders each layer by where the neighbours stand, sweeping to and fro, so that few edges cross.</summary>
internal static class LayerOrdering
{
    private const int Sweeps = 8;

    public static void Untangle(IReadOnlyList<List<LayoutNode>> layers)
    {
        foreach (var layer in layers)
            Number(layer);

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var forward = sweep % 2 == 0;
            for (var i = 1; i < layers.Count; i++)
                Sort(layers[forward ? i : layers.Count - 1 - i], forward);
        }
    }

    private static void Sort(List<LayoutNode> layer, bool forward)
    {
        var sorted = layer.OrderBy(node => Mean(forward ? node.Before : node.Behind, node.Rank)).ToList();
        layer.Clear();
        layer.AddRange(sorted);
        Number(layer);
    }

    private static double Mean(List<LayoutNode> neighbours, int alone) =>
        neighbours.Count == 0 ? alone : neighbours.Average(node => node.Rank);

    private static void Number(List<LayoutNode> layer)
    {
        for (var i = 0; i < layer.Count; i++)
            layer[i].Rank = i;
    }
}
