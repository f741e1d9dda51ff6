using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>What has become of the instances of a job.</summary>
[Description("Where the instances that obeyed a job stand now: what was retried may have faulted again.")]
internal sealed record BulkStanding(
    [property: Description("How many stand in each status.")] IReadOnlyDictionary<WorkflowStatus, long> ByStatus,
    [property: Description("How many are not there any more.")] long GoneCount,
    [property: Description("There are more: the first 10,000 were looked at.")] bool IsCapped);
