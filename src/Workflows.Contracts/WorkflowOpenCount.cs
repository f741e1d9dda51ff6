namespace Workflows.Contracts;

/// <summary>Instances of a definition that have not ended, in one status.</summary>
/// <param name="Workflow">Name of the workflow.</param>
/// <param name="Version">Version of the definition.</param>
/// <param name="Status">Their status.</param>
/// <param name="Count">How many.</param>
public sealed record WorkflowOpenCount(string Workflow, int Version, WorkflowStatus Status, long Count);
