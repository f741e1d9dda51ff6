using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>The answer to a start.</summary>
[Description("The answer to a start.")]
internal sealed record Started(
    [property: Description("The instance: the new one, or the one that runs under the same id or key.")] Guid InstanceId,
    [property: Description("Whether it is new.")] StartOutcome Outcome);
