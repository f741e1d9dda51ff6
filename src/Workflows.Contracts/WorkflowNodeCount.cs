namespace Workflows.Contracts;

/// <summary>Instances that stand at a node, in one status.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Status">Their status.</param>
/// <param name="Count">How many.</param>
public sealed record WorkflowNodeCount(string Node, WorkflowStatus Status, long Count);
