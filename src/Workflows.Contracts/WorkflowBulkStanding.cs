namespace Workflows.Contracts;

/// <summary>Where the instances that obeyed a job stand now. That a command was obeyed says nothing of what came of it: what was retried may have faulted again.</summary>
/// <param name="ByStatus">How many stand in each status; those where none does are left out.</param>
/// <param name="GoneCount">How many are not there any more.</param>
/// <param name="IsCapped">There are more: the first of the job were looked at.</param>
public sealed record WorkflowBulkStanding(IReadOnlyDictionary<WorkflowStatus, long> ByStatus, long GoneCount, bool IsCapped);
