namespace Workflows.Dashboard.Services.Graphs;

/// <summary>Where everything goes.</summary>
/// <param name="Nodes">By name: the upper left corner.</param>
/// <param name="Edges">The ways of the edges.</param>
/// <param name="Width">Width of the drawing.</param>
/// <param name="Height">Height of the drawing.</param>
internal sealed record GraphLayout(IReadOnlyDictionary<string, NodePlace> Nodes, IReadOnlyList<EdgeRoute> Edges, double Width, double Height);

/// <summary>Upper left corner of a node, and its layer from the left.</summary>
internal readonly record struct NodePlace(double X, double Y, int Layer);
