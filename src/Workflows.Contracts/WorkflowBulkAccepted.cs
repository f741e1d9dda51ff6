namespace Workflows.Contracts;

/// <summary>Wakes a process that works on instances: there is a job for it. Lost, it is made up for: those processes look for jobs now and then anyway.</summary>
/// <param name="JobId">The job.</param>
public sealed record WorkflowBulkAccepted(Guid JobId);
