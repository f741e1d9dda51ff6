namespace Workflows.Contracts;

/// <summary>What the state and the events of a definition look like, for a form to fill in.</summary>
/// <param name="State">The starting state.</param>
/// <param name="Events">The events that its waits take, one per type.</param>
public sealed record WorkflowShapes(WorkflowShape State, IReadOnlyList<WorkflowShape> Events);
