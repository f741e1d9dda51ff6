namespace Workflows.Contracts;

/// <summary>An edge of a definition.</summary>
/// <param name="From">Name of the node it leaves.</param>
/// <param name="To">Name of the node it enters.</param>
/// <param name="Label">When it is taken, where a node has several: <c>then</c>, <c>else</c>, <c>timeout</c>.</param>
public sealed record WorkflowEdgeView(string From, string To, string? Label = null);
