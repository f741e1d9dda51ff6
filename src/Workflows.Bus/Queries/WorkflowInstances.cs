using System.Text.Json;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Queries;

/// <summary>Checks what is asked, and cuts what is found into pages.</summary>
internal sealed class WorkflowInstances(ISearchStore store) : IWorkflowInstances
{
    private const int MaxPage = 500;
    private const int MaxIds = 1_000;
    private const int MaxJournal = 1_000;
    private const int MaxCap = 1_000_000;

    /// <summary>A place is read onward from, or back from.</summary>
    private const char Onward = 'n';
    private const char Back = 'p';

    public async Task<WorkflowSlice> SearchAsync(WorkflowSearch search, string? at = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        Paging.CheckLimit(limit, MaxPage);
        var (isBack, place) = Parse(at);
        var rows = await store.SearchAsync(new SearchPage(search, place, isBack, limit + 1), cancellationToken);
        WorkflowSummary[] items = [.. rows.Take(limit)];
        var hasMore = rows.Count > limit;
        if (items.Length == 0)
            return new WorkflowSlice(items, null, null);

        if (isBack)
        {
            Array.Reverse(items);
            return new WorkflowSlice(items, hasMore ? PlaceOf(Back, items[0]) : null, PlaceOf(Onward, items[^1]));
        }

        return new WorkflowSlice(items, place is null ? null : PlaceOf(Back, items[0]), hasMore ? PlaceOf(Onward, items[^1]) : null);
    }

    public async Task<IReadOnlyList<WorkflowSummary>> FindAsync(IReadOnlyCollection<Guid> instanceIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instanceIds);
        if (instanceIds.Count > MaxPage)
            throw Paging.Malformed($"At most {MaxPage} ids may be asked for at once, but {instanceIds.Count} are.");

        return instanceIds.Count == 0 ? [] : await store.FindAsync(instanceIds, cancellationToken);
    }

    public async Task<WorkflowPage<Guid>> ListIdsAsync(WorkflowSearch search, string? after = null, int limit = 500, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        Paging.CheckLimit(limit, MaxIds);
        var rows = await store.SearchPlacesAsync(new SearchPage(search, PlaceText.Parse(after), Backward: false, limit + 1), cancellationToken);
        var page = Paging.PageOf(rows, limit, row => PlaceText.Of(row.CreatedAt, row.InstanceId));
        return new WorkflowPage<Guid>([.. page.Items.Select(row => row.InstanceId)], page.Next);
    }

    public Task<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>> CountByStatusAsync(WorkflowSearch search, int cap = 10_000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        CheckCap(cap);
        return store.CountAsync(search, Enum.GetValues<WorkflowStatus>(), cap, cancellationToken);
    }

    public async Task<WorkflowCount> CountAsync(WorkflowSearch search, int cap = 10_000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        CheckCap(cap);
        IReadOnlyCollection<WorkflowStatus> statuses = search.Filter.Statuses.Count > 0 ? search.Filter.Statuses : Enum.GetValues<WorkflowStatus>();
        var counts = await store.CountAsync(search, statuses, cap, cancellationToken);
        var sum = counts.Values.Sum(count => count.Count);
        return new WorkflowCount(Math.Min(sum, cap), sum > cap || counts.Values.Any(count => count.IsCapped));
    }

    public Task<IReadOnlyList<WorkflowJournalEntry>> SearchJournalAsync(Guid instanceId, WorkflowJournalSearch search, int? after = null, int limit = 200, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        Paging.CheckLimit(limit, MaxJournal);
        return store.SearchJournalAsync(instanceId, search, after, limit, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ListPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken = default)
    {
        if (await store.FindAsync([instanceId], cancellationToken) is not [var instance])
            return [];

        var passed = await PassedNodes.ReadAsync(store, instanceId, cancellationToken);
        return instance.CurrentNode is { } here && !passed.Contains(here) ? [.. passed, here] : passed;
    }

    public async Task<string?> GetStateAtAsync(Guid instanceId, int sequence, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.GetStateAtAsync(instanceId, sequence, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.WrongStatus, $"The state behind entry {sequence} cannot be told: a change that the journal holds cannot be read. {exception.Message}", instanceId);
        }
    }

    private static string PlaceOf(char direction, WorkflowSummary row) => direction + PlaceText.Of(row.CreatedAt, row.InstanceId);

    private static (bool IsBack, ListCursor? Place) Parse(string? at) => at switch
    {
        null or "" => (false, null),
        [Onward, .. var place] => (false, PlaceText.Parse(place)),
        [Back, .. var place] => (true, PlaceText.Parse(place)),
        _ => throw PlaceText.Malformed(),
    };

    private static void CheckCap(int cap)
    {
        if (cap is < 1 or > MaxCap)
            throw Paging.Malformed($"The cap must be 1 to {MaxCap}, but it is {cap}.");
    }
}
