using System.Globalization;
using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>Instances of the made-up world, found and counted.</summary>
internal sealed class FakeInstances(FakeWorld world) : IWorkflowInstances
{
    public Task<WorkflowSlice> SearchAsync(WorkflowSearch search, string? at = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(SearchAsync));
        var all = FakeSearch.Find(world, search).ToList();
        var (backward, anchor) = Parse(at);
        var place = anchor is null ? -1 : all.FindIndex(instance => instance.Id == anchor);
        var first = backward ? Math.Max(0, place - limit) : place + 1;
        var items = all.Skip(first).Take(backward ? Math.Min(limit, place) : limit).ToList();
        return Task.FromResult(new WorkflowSlice(
            [.. items.Select(instance => instance.Summary)],
            first > 0 && items.Count > 0 ? $"b{items[0].Id:n}" : null,
            first + items.Count < all.Count && items.Count > 0 ? $"f{items[^1].Id:n}" : null));
    }

    public Task<IReadOnlyList<WorkflowSummary>> FindAsync(IReadOnlyCollection<Guid> instanceIds, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(FindAsync));
        return Task.FromResult<IReadOnlyList<WorkflowSummary>>([.. instanceIds.Where(world.Instances.ContainsKey).Select(id => world.Instances[id].Summary)]);
    }

    public Task<WorkflowPage<Guid>> ListIdsAsync(WorkflowSearch search, string? after = null, int limit = 500, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(ListIdsAsync));
        var skipped = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var ids = FakeSearch.Find(world, search).Select(instance => instance.Id).Skip(skipped).Take(limit).ToList();
        return Task.FromResult(new WorkflowPage<Guid>(ids, ids.Count == limit ? (skipped + limit).ToString(CultureInfo.InvariantCulture) : null));
    }

    public Task<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>> CountByStatusAsync(WorkflowSearch search, int cap = 10_000, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(CountByStatusAsync));
        var counts = FakeSearch.Find(world, search, anyStatus: true).GroupBy(instance => instance.Status).ToDictionary(group => group.Key, group => Capped(group.Count(), cap));
        return Task.FromResult<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>>(counts);
    }

    public Task<WorkflowCount> CountAsync(WorkflowSearch search, int cap = 10_000, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(CountAsync));
        return Task.FromResult(Capped(FakeSearch.Find(world, search).Count(), cap));
    }

    public Task<IReadOnlyList<WorkflowJournalEntry>> SearchJournalAsync(Guid instanceId, WorkflowJournalSearch search, int? after = null, int limit = 200, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(SearchJournalAsync));
        var entries = world.Find(instanceId).Journal.Where(entry => Matches(entry, search));
        entries = search.LatestFirst
            ? entries.Where(entry => after is null || entry.Sequence < after).OrderByDescending(entry => entry.Sequence)
            : entries.Where(entry => after is null || entry.Sequence > after);
        return Task.FromResult<IReadOnlyList<WorkflowJournalEntry>>([.. entries.Take(limit)]);
    }

    /// <summary>Enough for a page: where it has been. What counts as passed is proved where it is decided.</summary>
    public Task<IReadOnlyList<string>> ListPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(ListPassedNodesAsync));
        return Task.FromResult<IReadOnlyList<string>>([.. world.Find(instanceId).Journal.Select(entry => entry.Node).OfType<string>().Distinct()]);
    }

    public Task<string?> GetStateAtAsync(Guid instanceId, int sequence, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetStateAtAsync));
        return Task.FromResult(world.Find(instanceId).StateAt(sequence));
    }

    public static WorkflowCount Capped(int count, int cap) => count > cap ? new WorkflowCount(cap, true) : new WorkflowCount(count);

    private static bool Matches(WorkflowJournalEntry entry, WorkflowJournalSearch search) =>
        (search.Kinds.Count == 0 || search.Kinds.Contains(entry.Kind))
        && (search.Node is null || entry.Node == search.Node)
        && (search.Text is null || string.Join('\n', entry.Node, entry.Actor, entry.Reason, entry.Error?.Type, entry.Error?.Message, entry.Detail).Contains(search.Text, StringComparison.OrdinalIgnoreCase));

    private static (bool Backward, Guid? Anchor) Parse(string? at)
    {
        if (at is null)
            return (false, null);

        return at.Length == 33 && Guid.TryParse(at[1..], out var id)
            ? (at[0] == 'b', id)
            : throw new WorkflowRefusedException(WorkflowRefusal.Malformed, "'at' must be the 'next' or 'previous' of another page, unchanged.");
    }
}
