using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Finds instances by index, whatever is asked for.</summary>
internal sealed class PostgresSearchStore(InsightReader reader, StoreTables tables) : ISearchStore
{
    /// <summary>So many rows are found and sorted in a few hundredths of a second. Where there are more, the first of a page are soon met in the order of acceptance.</summary>
    private const int FewRows = 20_000;

    /// <summary>Tags are found by an index that knows no order, and must look for all before the first is there.</summary>
    private const int FewTagged = 5_000;

    /// <summary>One in so many rows is many, where the sample has at least as many of them.</summary>
    private const int ManyShare = 20;
    private const int MinFound = 20;

    public async Task<IReadOnlyList<WorkflowSummary>> SearchAsync(SearchPage page, CancellationToken cancellationToken)
    {
        if (new SearchSql(tables, page.Search, page.Search.Filter.Statuses).IsVain)
            return [];

        var tagNames = await TagNamesAsync(page.Search, cancellationToken);
        var (areFew, areFewTagged) = (await AreFewAsync(page.Search, cancellationToken), await AreFewTaggedAsync(page.Search, tagNames, cancellationToken));
        var sql = new SearchSql(tables, page.Search, page.Search.Filter.Statuses, tagNames);
        return await reader.ReadAsync(sql.Page(page, areFew, areFewTagged), sql.Parameters, Reading.Summary, cancellationToken);
    }

    public async Task<IReadOnlyList<ListCursor>> SearchPlacesAsync(SearchPage page, CancellationToken cancellationToken)
    {
        if (new SearchSql(tables, page.Search, page.Search.Filter.Statuses).IsVain)
            return [];

        var tagNames = await TagNamesAsync(page.Search, cancellationToken);
        var (areFew, areFewTagged) = (await AreFewAsync(page.Search, cancellationToken), await AreFewTaggedAsync(page.Search, tagNames, cancellationToken));
        var sql = new SearchSql(tables, page.Search, page.Search.Filter.Statuses, tagNames);
        return await reader.ReadAsync(sql.Places(page, areFew, areFewTagged), sql.Parameters, row => new ListCursor(row.TimeOf(1), row.GetGuid(0)), cancellationToken);
    }

    public async Task<IReadOnlyList<WorkflowSummary>> FindAsync(IReadOnlyCollection<Guid> instanceIds, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        var sql = $"SELECT {Reading.SummaryColumns(tables)} FROM {tables.Instances} AS i WHERE i.instance_id = ANY ({parameters.Add(instanceIds)})";
        return await reader.ReadAsync(sql, parameters, Reading.Summary, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>> CountAsync(WorkflowSearch search, IReadOnlyCollection<WorkflowStatus> statuses, int cap, CancellationToken cancellationToken)
    {
        if (new SearchSql(tables, search, statuses).IsVain)
            return new Dictionary<WorkflowStatus, WorkflowCount>();

        var sql = new SearchSql(tables, search, statuses, await TagNamesAsync(search, cancellationToken));

        // Over what is found, several statuses share what is counted.
        var total = (int)Math.Min(2L * cap, int.MaxValue) + 1;
        var counts = await reader.ReadAsync(sql.Count(cap, total, await AreManyAsync(search, cancellationToken)), sql.Parameters, row => (Status: (WorkflowStatus)row.GetInt16(0), Count: row.GetInt64(1)), cancellationToken);
        var isCutOff = sql.CountsTogether && counts.Sum(count => count.Count) >= total;
        var known = counts.ToDictionary(count => count.Status, count => new WorkflowCount(Math.Min(count.Count, cap), isCutOff || count.Count > cap));
        if (isCutOff)
        {
            foreach (var status in statuses)
                known.TryAdd(status, new WorkflowCount(0, true));
        }

        return known.Where(count => count.Value.Count > 0 || count.Value.IsCapped).ToDictionary();
    }

    public async Task<IReadOnlyList<WorkflowJournalEntry>> SearchJournalAsync(Guid instanceId, WorkflowJournalSearch search, int? after, int limit, CancellationToken cancellationToken)
    {
        if (!StorableText.Is(search.Node) || !StorableText.Is(search.Text))
            return [];

        var parameters = new SqlParameters();
        return await reader.ReadAsync(JournalSql.Search(tables, parameters, instanceId, search, after, limit), parameters, JournalSql.Entry, cancellationToken);
    }

    public async Task<string?> GetStateAtAsync(Guid instanceId, int sequence, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        var changes = await reader.ReadAsync(
            JournalSql.Changes(tables, parameters, instanceId, sequence), parameters,
            row => (Sequence: row.GetInt32(0), Patch: row.Text(1), State: row.Text(2)), cancellationToken);
        return changes.Count == 0 || changes[^1].Sequence != sequence
            ? null
            : StatePatch.ApplyAll(changes[0].State ?? "{}", changes.Select(change => change.Patch));
    }

    /// <summary>Tells whether few rows fulfil a condition that is rare as a rule.</summary>
    private async Task<bool> AreFewAsync(WorkflowSearch search, CancellationToken cancellationToken)
    {
        var sql = new SearchSql(tables, search, search.Filter.Statuses);
        var few = search.Filter.Tags.Count > 0 ? FewTagged : FewRows;
        return !sql.IsVain && sql.NeedsCount && !await AreManyAsync(search, cancellationToken)
            && (await reader.ReadAsync(sql.CountRare(few + 1), sql.Parameters, row => row.GetInt64(0), cancellationToken))[0] <= few;
    }

    private async Task<IReadOnlyList<string>> TagNamesAsync(WorkflowSearch search, CancellationToken cancellationToken)
    {
        var sql = new SearchSql(tables, search, []);
        return sql.IsVain || !sql.LooksForText ? [] : await reader.ReadAsync(sql.TagNames(), sql.Parameters, row => row.GetString(0), cancellationToken);
    }

    private async Task<bool> AreFewTaggedAsync(WorkflowSearch search, IReadOnlyList<string> tagNames, CancellationToken cancellationToken)
    {
        var sql = new SearchSql(tables, search, [], tagNames);
        return !sql.LooksForText || sql.CountTagged(FewTagged + 1) is not { } count
            || (await reader.ReadAsync(count, sql.Parameters, row => row.GetInt64(0), cancellationToken))[0] <= FewTagged;
    }

    /// <summary>Tells of tags from a sample that most likely many rows carry them. To count those would take longer than to read a page of them.</summary>
    private async Task<bool> AreManyAsync(WorkflowSearch search, CancellationToken cancellationToken)
    {
        if (search.Filter.Tags.Count == 0)
            return false;

        var sql = new SearchSql(tables, search, search.Filter.Statuses);
        var (all, found) = (await reader.ReadAsync(sql.SampleRare(), sql.Parameters, row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken))[0];
        return found >= MinFound && found * ManyShare >= all;
    }
}
