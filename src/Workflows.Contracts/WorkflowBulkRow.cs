namespace Workflows.Contracts;

/// <summary>One instance of a job.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Message">Why it was refused.</param>
/// <param name="At">When it was taken (UTC).</param>
public sealed record WorkflowBulkRow(Guid InstanceId, WorkflowBulkOutcome Outcome, string? Message = null, DateTimeOffset? At = null);
