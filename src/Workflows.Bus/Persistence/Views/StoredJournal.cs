using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>Reads a journal whole, for a decision that goes by it.</summary>
internal static class StoredJournal
{
    private const int PageSize = 1_000;

    private static readonly WorkflowJournalSearch _all = new();

    /// <returns>The entries from the first to that one. What came behind it since does not belong to the instance as it was read.</returns>
    public static async Task<IReadOnlyList<JournalEntry>> ReadAsync(ISearchStore store, Guid instanceId, int lastEntry, CancellationToken cancellationToken)
    {
        var entries = new List<JournalEntry>(lastEntry);
        while (entries.Count < lastEntry)
        {
            var page = await store.SearchJournalAsync(instanceId, _all, entries.Count, Math.Min(PageSize, lastEntry - entries.Count), cancellationToken);
            if (page.Count == 0)
                break;

            entries.AddRange(page.Select(JournalViews.ToEntry));
        }

        return entries;
    }
}
