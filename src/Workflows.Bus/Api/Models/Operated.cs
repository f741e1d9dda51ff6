using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>The answer to an operation.</summary>
[Description("The operation was committed.")]
internal sealed record Operated(
    [property: Description("The instance.")] Guid InstanceId,
    [property: Description("Its status after the operation.")] WorkflowStatus Status);
