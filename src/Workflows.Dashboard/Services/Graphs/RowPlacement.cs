namespace Workflows.Dashboard.Services.Graphs;

/// <summary>Moves nodes up and down towards their neighbours, without changing their order or coming too close.</summary>
internal static class RowPlacement
{
    private const int Passes = 24;

    /// <summary>A bend needs less room than a node.</summary>
    private const double BendHeight = 12;

    public static void Place(IReadOnlyList<List<LayoutNode>> layers, LayoutMetrics metrics)
    {
        foreach (var layer in layers)
        {
            var y = 0d;
            foreach (var node in layer)
            {
                node.Y = y;
                y += Step(node, metrics);
            }
        }

        for (var pass = 0; pass < Passes; pass++)
        {
            for (var i = 0; i < layers.Count; i++)
                Relax(layers[pass % 2 == 0 ? i : layers.Count - 1 - i], metrics);
        }

        foreach (var layer in layers)
            Straighten(layer, metrics);
    }

    /// <summary>What is nearly level with its nearest predecessor becomes level: an edge that is off by a pixel looks like a mistake.</summary>
    private static void Straighten(List<LayoutNode> layer, LayoutMetrics metrics)
    {
        for (var i = 0; i < layer.Count; i++)
        {
            var node = layer[i];
            if (node.Before.MinBy(other => Math.Abs(other.Y - node.Y)) is not { } nearest || Math.Abs(nearest.Y - node.Y) > metrics.NodeHeight / 4)
                continue;

            var isFreeAbove = i == 0 || nearest.Y >= layer[i - 1].Y + Step(layer[i - 1], metrics);
            var isFreeBelow = i == layer.Count - 1 || nearest.Y <= layer[i + 1].Y - Step(node, metrics);
            if (isFreeAbove && isFreeBelow)
                node.Y = nearest.Y;
        }
    }

    private static void Relax(List<LayoutNode> layer, LayoutMetrics metrics)
    {
        var wanted = layer.ConvertAll(Wanted);
        var placed = new double[layer.Count];
        for (var i = 0; i < layer.Count; i++)
            placed[i] = i == 0 ? wanted[0] : Math.Max(wanted[i], placed[i - 1] + Step(layer[i - 1], metrics));

        // Pushed down only, a layer drifts: the same once more from below, and the middle of both.
        var below = new double[layer.Count];
        for (var i = layer.Count - 1; i >= 0; i--)
            below[i] = i == layer.Count - 1 ? wanted[i] : Math.Min(wanted[i], below[i + 1] - Step(layer[i], metrics));

        for (var i = 0; i < layer.Count; i++)
            layer[i].Y = (placed[i] + below[i]) / 2;
    }

    private static double Wanted(LayoutNode node)
    {
        var count = node.Before.Count + node.Behind.Count;
        return count == 0 ? node.Y : (node.Before.Sum(other => other.Y) + node.Behind.Sum(other => other.Y)) / count;
    }

    private static double Step(LayoutNode node, LayoutMetrics metrics) =>
        (node.Name is null ? BendHeight : metrics.NodeHeight) + metrics.RowGap;
}
