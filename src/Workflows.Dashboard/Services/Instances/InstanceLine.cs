using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Instances;

/// <summary>One row of the list.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Where">Where it is and what will move it.</param>
/// <param name="IsGone">It was deleted while the list was open.</param>
internal sealed record InstanceLine(WorkflowSummary Instance, Whereabouts Where, bool IsGone = false)
{
    public static InstanceLine Of(WorkflowSummary instance, DateTimeOffset now) => new(instance, Whereabouts.Of(instance, now));
}
