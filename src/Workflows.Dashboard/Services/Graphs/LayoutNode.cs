namespace Workflows.Dashboard.Services.Graphs;

/// <summary>A node, or the bend of an edge in a layer, while the layout is made.</summary>
internal sealed class LayoutNode(string? name)
{
    /// <summary>Null: a bend.</summary>
    public string? Name { get; } = name;

    public List<LayoutEdge> Edges { get; } = [];

    public List<LayoutNode> Before { get; } = [];

    public List<LayoutNode> Behind { get; } = [];

    public int Layer { get; set; }

    /// <summary>Place in its layer.</summary>
    public int Rank { get; set; }

    public double Y { get; set; }

    public static void Join(LayoutNode before, LayoutNode behind)
    {
        before.Behind.Add(behind);
        behind.Before.Add(before);
    }
}
