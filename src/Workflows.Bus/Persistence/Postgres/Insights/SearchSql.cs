using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>
/// Writes the statement of a search: the ways into the table that serve it, each read in the order of acceptance or small enough to be sorted, and what
/// they find put together.
/// </summary>
internal sealed class SearchSql
{
    private readonly string _instances;
    private readonly WorkflowSearch _search;
    private readonly SearchConditions _conditions;
    private readonly short[] _statuses;

    public SearchSql(StoreTables tables, WorkflowSearch search, IReadOnlyCollection<WorkflowStatus> statuses)
    {
        _instances = tables.Instances;
        _search = search;
        _statuses = SearchConditions.Statuses(search, statuses);
        _conditions = new SearchConditions(_instances, search, Parameters);
    }

    public SqlParameters Parameters { get; } = new();

    /// <summary>It can find nothing.</summary>
    public bool IsVain => _statuses.Length == 0 || !SearchConditions.IsStorable(_search);

    /// <summary>Rows with an exact key or a fingerprint lie in order in their indexes.</summary>
    private bool IsOrdered => _search.Fingerprint is not null || _search.Filter.Key is { Length: > 0 } key && !key.EndsWith('*');

    /// <summary>The node is the best way in. Those that rest there have an index; those whose steps run are few, and looked through.</summary>
    private bool IsByNode => _search.Node is not null && !HasText && !HasRare && !IsOrdered;

    private short[] Moving => [.. _statuses.Where(status => (WorkflowStatus)status is WorkflowStatus.Running or WorkflowStatus.Compensating)];

    private bool HasText => SearchWords.Of(_search.Text).Count > 0;

    private bool HasRare => _search.Filter.Tags.Count > 0 || _search.WaitingFor is not null || _search.Filter.Key is { Length: > 1 } || _search.Fingerprint is not null;

    /// <summary>Whether it depends on how many rows fulfil a condition which way is good.</summary>
    public bool NeedsCount => !IsOrdered && (HasText || HasRare);

    /// <summary>Statuses are counted together, up to one limit.</summary>
    public bool CountsTogether => HasText || HasRare || IsOrdered || IsByNode;

    /// <summary>Counts those rows up to a limit.</summary>
    public string CountRare(int limit) =>
        $"SELECT count(*) FROM (SELECT FROM {_instances} AS i WHERE {(HasRare ? _conditions.Rare() : _conditions.TextInKey())} LIMIT {limit}) AS found";

    /// <summary>Of a few pages of a large table: how many rows there are, and how many of them fulfil that condition.</summary>
    public string SampleRare() =>
        $"SELECT count(*), count(*) FILTER (WHERE {_conditions.Rare()}) FROM {_instances} AS i TABLESAMPLE SYSTEM (0.2)";

    /// <summary>Place and id of the rows of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="areFew">The rows that fulfil the rare condition are few enough to be sorted.</param>
    public string Places(SearchPage page, bool areFew)
    {
        var (order, behind) = page.IsNewestFirst ? ("DESC", "<") : ("ASC", ">");
        var ending = $"ORDER BY i.created_at {order}, i.instance_id {order} LIMIT {page.Limit}";
        var beside = page.Beside is { } place ? $"(i.created_at, i.instance_id) {behind} ({Parameters.Add(place.CreatedAt)}, {Parameters.Add(place.InstanceId)})" : "";
        var ways = IsByNode
            ? new[] { Sorted(SearchConditions.All([_conditions.AtRest(), beside]), ending), Merged(Moving, beside, ending) }
            : HasText && !HasRare && !IsOrdered
            ? [Way(areFew, SearchConditions.All([areFew ? _conditions.TextInKey() : SearchConditions.LookedAt(_conditions.TextInKey()), beside]), ending), Sorted(SearchConditions.All([_conditions.TextInError(), beside]), ending)]
            : [HasText ? Way(areFew, SearchConditions.All([Text(), beside]), ending) : Way(areFew, beside, ending)];
        var found = string.Join("\nUNION\n", ways.Select(way => $"({way})"));
        return $"SELECT i.instance_id, i.created_at FROM ({found}) AS i {ending}";
    }

    public string Page(SearchPage page, bool areFew)
    {
        var order = page.IsNewestFirst ? "DESC" : "ASC";
        return $"""
            SELECT {Reading.SummaryColumns} FROM ({Places(page, areFew)}) AS place JOIN {_instances} AS i USING (instance_id)
            ORDER BY place.created_at {order}, place.instance_id {order}
            """;
    }

    /// <summary>Counts by status: for each by itself where statuses are a way in, else over what is found.</summary>
    /// <param name="cap">Where counting stops.</param>
    /// <param name="total">Where counting over what is found stops.</param>
    /// <param name="areMany">Many rows fulfil the rare condition: the first that are looked at are enough, an index of it would first list all.</param>
    public string Count(int cap, int total, bool areMany)
    {
        if (HasText && !HasRare && !IsOrdered)
        {
            return $"""
                SELECT status, count(*) FROM ({Counted(_conditions.TextInKey(), total)} UNION {Counted(_conditions.TextInError(), total)}) AS found GROUP BY status
                """;
        }

        if (HasRare || IsOrdered)
            return $"SELECT status, count(*) FROM ({Counted(HasText ? Text() : "", total, areMany)}) AS found GROUP BY status";

        if (IsByNode)
        {
            return $"""
                SELECT status, count(*) FROM ({Counted(_conditions.AtRest(), total)} UNION ALL {Counted($"i.status = ANY ({Parameters.Add(Moving)})", total)}) AS found GROUP BY status
                """;
        }

        short[] others = [.. _statuses.Where(status => status != SearchConditions.Faulted)];
        short[] faulted = [.. _statuses.Except(others)];
        return $"({CountPartitions(others, _conditions.Rest(neverFaulted: true), cap)}) UNION ALL ({CountPartitions(faulted, _conditions.Rest(), cap)})";
    }

    private string CountPartitions(short[] statuses, string rest, int cap) =>
        $"""
        {Pairs()}
        SELECT s.status, sum(c.count)::bigint FROM {Partitions(statuses)} CROSS JOIN LATERAL (
            SELECT count(*) FROM (SELECT FROM {_instances} AS i WHERE {SearchConditions.All([InPartition, rest])} LIMIT {cap + 1}) AS found) AS c
        GROUP BY s.status
        """;

    private string Text() => $"(({_conditions.TextInKey()}) OR ({_conditions.TextInError()}))";

    private bool HasPairs => _search.Filter.Workflow is not null || _search.Filter.Version is not null;

    private string InPartition => HasPairs ? "i.workflow = p.workflow AND i.version = p.version AND i.status = s.status" : "i.status = s.status";

    private string Way(bool areFew, string more, string ending) =>
        IsOrdered ? Sorted(more, ending)
        : NeedsCount && areFew ? Set(more, ending)
        : Merged(_statuses, more, ending);

    /// <summary>Read in the order that an index has.</summary>
    private string Sorted(string more, string ending) =>
        $"SELECT i.instance_id, i.created_at FROM {_instances} AS i WHERE {SearchConditions.All([_conditions.Kind(_statuses), _conditions.Rest(), more])} {ending}";

    /// <summary>Found first, sorted then: kept apart, so that the order is no reason to look through all others.</summary>
    private string Set(string more, string ending) =>
        $"""
        WITH few AS MATERIALIZED (
            SELECT i.instance_id, i.created_at FROM {_instances} AS i WHERE {SearchConditions.All([_conditions.Kind(_statuses), _conditions.Rest(), more])})
        SELECT i.instance_id, i.created_at FROM few AS i {ending}
        """;

    /// <summary>Each workflow, version and status read in the order that the index has, and merged.</summary>
    private string Merged(short[] statuses, string more, string ending) =>
        $"""
        {Pairs()}
        SELECT i.instance_id, i.created_at FROM {Partitions(statuses)} CROSS JOIN LATERAL (
            SELECT i.instance_id, i.created_at FROM {_instances} AS i WHERE {SearchConditions.All([InPartition, _conditions.Rest(inOrder: true), more])} {ending}) AS i {ending}
        """;

    private string Counted(string more, int total, bool inOrder = false) =>
        $"(SELECT i.instance_id, i.status FROM {_instances} AS i WHERE {SearchConditions.All([_conditions.Kind(_statuses), _conditions.Rest(inOrder: inOrder), more])} LIMIT {total})";

    private string Partitions(short[] statuses) => $"{(HasPairs ? "pairs AS p CROSS JOIN " : "")}unnest({Parameters.Add(statuses)}) AS s(status)";

    private string Pairs() => HasPairs ? PairsSql.With(_instances, _search.Filter.Workflow, _search.Filter.Version, Parameters) : "";
}
