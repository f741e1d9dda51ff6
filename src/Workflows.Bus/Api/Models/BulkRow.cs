using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>One instance of a job.</summary>
[Description("One instance of a job, and what came of it.")]
internal sealed record BulkRow(
    [property: Description("The instance.")] Guid InstanceId,
    [property: Description("What came of it. Done: it obeyed; where it stands now, the instance says. Pending: not taken yet; for ever, where the job was aborted.")] WorkflowBulkOutcome Outcome,
    [property: Description("Why it was refused.")] string? Message,
    [property: Description("When it was taken.")] DateTimeOffset? At);
