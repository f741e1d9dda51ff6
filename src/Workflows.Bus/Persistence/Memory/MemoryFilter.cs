using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>Whether an instance belongs in a list.</summary>
internal static class MemoryFilter
{
    public static bool Fits(WorkflowFilter filter, WorkflowInstance instance) =>
        (filter.Statuses.Count == 0 || filter.Statuses.Contains(instance.Status))
        && (filter.Workflow is null || filter.Workflow == instance.Workflow)
        && (filter.Version is null || filter.Version == instance.Version)
        && MemoryPattern.Fits(filter.Key, instance.Key)
        && filter.Tags.All(tag => instance.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value)
        && (filter.CreatedFrom is null || instance.CreatedAt >= filter.CreatedFrom)
        && (filter.CreatedBefore is null || instance.CreatedAt < filter.CreatedBefore);
}
