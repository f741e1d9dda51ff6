using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>Says which instances of the made-up world a search finds.</summary>
internal static class FakeSearch
{
    public static IEnumerable<FakeInstance> Find(FakeWorld world, WorkflowSearch search, bool anyStatus = false)
    {
        lock (world.Gate)
        {
            var found = world.Instances.Values.Where(instance => Matches(instance, search, anyStatus)).ToList();
            return search.Order == WorkflowSearchOrder.OldestFirst
                ? found.OrderBy(instance => instance.CreatedAt).ThenBy(instance => instance.Id).ToList()
                : found.OrderByDescending(instance => instance.CreatedAt).ThenByDescending(instance => instance.Id).ToList();
        }
    }

    private static bool Matches(FakeInstance instance, WorkflowSearch search, bool anyStatus)
    {
        var filter = search.Filter;
        return (anyStatus || filter.Statuses.Count == 0 || filter.Statuses.Contains(instance.Status))
            && (filter.Workflow is null || filter.Workflow == instance.Workflow)
            && (filter.Version is null || filter.Version == instance.Version)
            && (filter.Key is null || KeyFits(instance.Key, filter.Key))
            && filter.Tags.All(tag => instance.Tags.GetValueOrDefault(tag.Key) == tag.Value)
            && (filter.CreatedFrom is null || instance.CreatedAt >= filter.CreatedFrom)
            && (filter.CreatedBefore is null || instance.CreatedAt < filter.CreatedBefore)
            && (search.Node is null || instance.Token?.Node == search.Node)
            && (search.WaitingFor is null || instance.Summary.WaitingFor.Contains(search.WaitingFor))
            && (search.Fingerprint is null || instance.Fingerprint == search.Fingerprint)
            && (search.UnchangedSince is null || (!instance.Status.IsTerminal() && instance.UpdatedAt <= search.UnchangedSince))
            && (search.Text is null || TextFits(instance, search.Text))
            && (search.Cutoff is null || (instance.CreatedAt <= search.Cutoff && (instance.Status != WorkflowStatus.Faulted || instance.UpdatedAt <= search.Cutoff)));
    }

    private static bool KeyFits(string? key, string wanted) =>
        key is not null && (wanted.EndsWith('*') ? key.StartsWith(wanted[..^1], StringComparison.Ordinal) : key == wanted);

    private static bool TextFits(FakeInstance instance, string text) =>
        Guid.TryParse(text, out var id) && id == instance.Id
        || instance.Tags.ContainsValue(text)
        || instance.Key?.StartsWith(text, StringComparison.OrdinalIgnoreCase) == true
        || (instance.Error is { } error && text.Split(' ').All(word => $"{error.Type} {error.Message}".Contains(word, StringComparison.OrdinalIgnoreCase)));
}
