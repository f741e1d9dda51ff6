using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Memory;

/// <summary>Looks at every instance: there are not many in memory.</summary>
internal sealed class MemorySearchStore(MemoryWorkflowStore store) : ISearchStore
{
    private readonly MemoryTables _tables = store.Tables;

    public Task<IReadOnlyList<WorkflowSummary>> SearchAsync(SearchPage page, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult<IReadOnlyList<WorkflowSummary>>([.. Found(page).Select(instance => InstanceViews.SummaryOf(instance.Current))]);
    }

    public Task<IReadOnlyList<ListCursor>> SearchPlacesAsync(SearchPage page, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult<IReadOnlyList<ListCursor>>([.. Found(page).Select(instance => new ListCursor(instance.Current.CreatedAt, instance.Current.Id))]);
    }

    public Task<IReadOnlyList<WorkflowSummary>> FindAsync(IReadOnlyCollection<Guid> instanceIds, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowSummary>>(
                [.. instanceIds.Distinct().Where(_tables.Instances.ContainsKey).Select(id => InstanceViews.SummaryOf(_tables.Instances[id].Current))]);
        }
    }

    public Task<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>> CountAsync(WorkflowSearch search, IReadOnlyCollection<WorkflowStatus> statuses, int cap, CancellationToken cancellationToken)
    {
        var inAnyStatus = search with { Filter = search.Filter with { Statuses = [] } };
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>>(
                _tables.Instances.Values
                    .Where(instance => statuses.Contains(instance.Current.Status) && MemorySearch.Fits(inAnyStatus, instance))
                    .CountBy(instance => instance.Current.Status)
                    .ToDictionary(pair => pair.Key, pair => pair.Value > cap ? new WorkflowCount(cap, true) : new WorkflowCount(pair.Value)));
        }
    }

    public Task<IReadOnlyList<WorkflowJournalEntry>> SearchJournalAsync(Guid instanceId, WorkflowJournalSearch search, int? after, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var journal = _tables.Instances.TryGetValue(instanceId, out var instance) ? instance.Journal : [];
            var entries = journal
                .Where(entry => after is null || (search.LatestFirst ? entry.Sequence < after : entry.Sequence > after))
                .Select(JournalViews.Of)
                .Where(entry => Fits(search, entry));
            return Task.FromResult<IReadOnlyList<WorkflowJournalEntry>>([.. (search.LatestFirst ? entries.Reverse() : entries).Take(limit)]);
        }
    }

    public Task<string?> GetStateAtAsync(Guid instanceId, int sequence, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var journal = _tables.Instances.TryGetValue(instanceId, out var instance) ? instance.Journal : [];
            return Task.FromResult(sequence < 1 || sequence > journal.Count
                ? null
                : StatePatch.ApplyAll(journal[0].Detail?.State ?? "{}", journal.Take(sequence).Select(entry => entry.Patch)));
        }
    }

    private IEnumerable<MemoryInstance> Found(SearchPage page)
    {
        var places = page.IsNewestFirst ? _tables.ByCreation.Reverse() : _tables.ByCreation;
        if (page.Beside is { } beside)
            places = places.Where(place => MemoryTables.CompareCreation(place, beside) is var order && (page.IsNewestFirst ? order < 0 : order > 0));

        return places.Select(place => _tables.Instances[place.InstanceId]).Where(instance => MemorySearch.Fits(page.Search, instance)).Take(page.Limit);
    }

    private static bool Fits(WorkflowJournalSearch search, WorkflowJournalEntry entry) =>
        (search.Kinds.Count == 0 || search.Kinds.Contains(entry.Kind))
        && (search.Node is null || entry.Node == search.Node)
        && (string.IsNullOrEmpty(search.Text)
            || Array.Exists([entry.Node, entry.Actor, entry.Reason, entry.Error?.Type, entry.Error?.Message, entry.Detail], part => part?.Contains(search.Text, StringComparison.OrdinalIgnoreCase) == true));
}
