namespace Workflows.Contracts;

/// <summary>The answer to a start.</summary>
/// <param name="InstanceId">The instance: the new one, or the one that runs under the same id or key.</param>
/// <param name="Outcome">Whether it is new.</param>
public sealed record WorkflowStartAccepted(Guid InstanceId, StartOutcome Outcome);
