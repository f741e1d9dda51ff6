namespace Workflows.Contracts;

/// <summary>The operation was committed.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Status">Its status after the operation.</param>
public sealed record WorkflowOperationAccepted(Guid InstanceId, WorkflowStatus Status);
