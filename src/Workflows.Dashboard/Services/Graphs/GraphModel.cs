using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Graphs;

/// <summary>A definition as it is drawn.</summary>
/// <param name="Nodes">In the order of the definition.</param>
/// <param name="Edges">The edges; empty where the graph is too large to draw.</param>
/// <param name="Width">Width of the drawing.</param>
/// <param name="Height">Height of the drawing.</param>
internal sealed record GraphModel(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges, double Width, double Height)
{
    /// <summary>Beyond that many nodes a drawing helps nobody: the steps are listed instead.</summary>
    public const int MaxDrawnNodes = 400;

    public bool IsDrawn => Nodes.Count <= MaxDrawnNodes;
}

/// <summary>A node as it is drawn.</summary>
internal sealed record GraphNode
{
    public required string Name { get; init; }

    public required NodeKind Kind { get; init; }

    /// <summary>Second line.</summary>
    public string? Note { get; init; }

    public NodeTone Tone { get; init; }

    /// <summary>An instance stands here.</summary>
    public bool IsHere { get; init; }

    /// <summary>Where a click leads; null: nowhere.</summary>
    public string? Address { get; init; }

    public double X { get; init; }

    public double Y { get; init; }
}

/// <summary>An edge as it is drawn.</summary>
/// <param name="Route">Its way.</param>
/// <param name="Label">When it is taken, where a node has several.</param>
/// <param name="IsTaken">The instance came along it, as far as that can be told.</param>
internal sealed record GraphEdge(EdgeRoute Route, string? Label, bool IsTaken);

/// <summary>How a node looks.</summary>
internal enum NodeTone
{
    /// <summary>The instance has not been there.</summary>
    None,

    /// <summary>A node of a definition where no instance stands.</summary>
    Idle,
    Ok,
    Run,
    Wait,
    Retry,
    Bad,

    /// <summary>The definition let the instance fail here.</summary>
    Failed,
    Off,
}
