namespace Workflows.Contracts;

/// <summary>How an instance ended, or that it has not ended yet.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Status">Its status.</param>
/// <param name="State">Its state as JSON text.</param>
/// <param name="Error">Its last error.</param>
public sealed record WorkflowResult(Guid InstanceId, WorkflowStatus Status, string State, WorkflowError? Error);
