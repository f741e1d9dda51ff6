namespace Workflows.Contracts;

/// <summary>Asks an instance that has been silent for too long to send its open messages again.</summary>
/// <param name="InstanceId">The instance.</param>
public sealed record RedriveWorkflow(Guid InstanceId);
