namespace Workflows.Dashboard.Services.Graphs;

/// <summary>An edge while the layout is made.</summary>
internal sealed class LayoutEdge(LayoutNode from, LayoutNode to)
{
    public LayoutNode From { get; } = from;

    public LayoutNode To { get; } = to;

    /// <summary>It closes a cycle: the layout treats it as if it ran the other way.</summary>
    public bool IsBack { get; set; }

    public LayoutNode Upper => IsBack ? To : From;

    public LayoutNode Lower => IsBack ? From : To;

    /// <summary>From the upper to the lower node, through its bends.</summary>
    public List<LayoutNode> Path { get; } = [];
}
