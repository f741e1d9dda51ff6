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
    private const int TagNameSamples = 5;

    private const int MostTagNames = 50;

    private readonly StoreTables _tables;
    private readonly string _instances;
    private readonly string _tokens;
    private readonly WorkflowSearch _search;
    private readonly SearchConditions _conditions;
    private readonly short[] _statuses;

    /// <param name="tables">The tables.</param>
    /// <param name="search">The search.</param>
    /// <param name="statuses">Only these; none: all.</param>
    /// <param name="tagNames">Names of tags that its text is looked for in.</param>
    public SearchSql(StoreTables tables, WorkflowSearch search, IReadOnlyCollection<WorkflowStatus> statuses, IReadOnlyList<string>? tagNames = null)
    {
        _tables = tables;
        _instances = tables.Instances;
        _tokens = tables.Tokens;
        _search = search;
        _statuses = SearchConditions.Statuses(search, statuses);
        _conditions = new SearchConditions(tables, search, tagNames ?? [], Parameters);
    }

    public SqlParameters Parameters { get; } = new();

    /// <summary>It can find nothing.</summary>
    public bool IsVain => _statuses.Length == 0 || !SearchConditions.IsStorable(_search);

    /// <summary>Rows with an exact key lie in order in their index.</summary>
    private bool IsOrdered => _search.Filter.Key is { Length: > 0 } key && !key.EndsWith('*');

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

    /// <summary>Counts those with the text in a tag up to a limit; null: no tag can have it.</summary>
    public string? CountTagged(int limit) => InTags(_conditions.TextInTags()) is { Length: > 0 } inTags
        ? $"SELECT count(*) FROM (SELECT FROM {_instances} AS i WHERE {inTags} LIMIT {limit}) AS found"
        : null;

    /// <summary>
    /// Names that tags have, told from the latest instances of each workflow, version and status: names are given in code, so the same ones come again, and
    /// there is no index of values without them.
    /// </summary>
    public string TagNames() =>
        $"""
        {PairsSql.With(_instances, null, null, Parameters)}
        SELECT DISTINCT jsonb_object_keys(latest.tags) FROM pairs AS p CROSS JOIN unnest({Parameters.Add(Enum.GetValues<WorkflowStatus>().Select(status => (short)status))}) AS s(status) CROSS JOIN LATERAL (
            SELECT i.tags FROM {_instances} AS i WHERE i.workflow = p.workflow AND i.version = p.version AND i.status = s.status
            ORDER BY i.created_at DESC LIMIT {TagNameSamples}) AS latest
        LIMIT {MostTagNames}
        """;

    /// <summary>Whether there is a text to look for.</summary>
    public bool LooksForText => HasText;

    /// <summary>Of a few pages of a large table: how many rows there are, and how many of them fulfil that condition.</summary>
    public string SampleRare() =>
        $"SELECT count(*), count(*) FILTER (WHERE {_conditions.Rare()}) FROM {_instances} AS i TABLESAMPLE SYSTEM (0.2)";

    /// <summary>Place and id of the rows of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="areFew">The rows that fulfil the rare condition are few enough to be sorted.</param>
    /// <param name="areFewTagged">Those with the text in a tag are.</param>
    public string Places(SearchPage page, bool areFew, bool areFewTagged)
    {
        var (order, behind) = page.IsNewestFirst ? ("DESC", "<") : ("ASC", ">");
        var ending = $"ORDER BY i.created_at {order}, i.instance_id {order} LIMIT {page.Limit}";
        var beside = page.Beside is { } place ? $"(i.created_at, i.instance_id) {behind} ({Parameters.Add(place.CreatedAt)}, {Parameters.Add(place.InstanceId)})" : "";
        var ways = IsByNode
            ? new[] { AtNode(page, order, behind), Merged(Moving, beside, ending) }
            : HasText && !HasRare && !IsOrdered
            ? TextWays(areFew, areFewTagged, beside, ending)
            : [HasText ? Way(areFew, SearchConditions.All([Text(), beside]), ending) : Way(areFew, beside, ending)];
        var found = string.Join("\nUNION\n", ways.Select(way => $"({way})"));
        return $"SELECT i.instance_id, i.created_at FROM ({found}) AS i {ending}";
    }

    public string Page(SearchPage page, bool areFew, bool areFewTagged)
    {
        var order = page.IsNewestFirst ? "DESC" : "ASC";
        return $"""
            SELECT {Reading.SummaryColumns(_tables)} FROM ({Places(page, areFew, areFewTagged)}) AS place JOIN {_instances} AS i USING (instance_id)
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
                SELECT status, count(*) FROM ({string.Join(" UNION ", TextConditions().Select(condition => Counted(condition, total)))}) AS found GROUP BY status
                """;
        }

        if (HasRare || IsOrdered)
            return $"SELECT status, count(*) FROM ({Counted(HasText ? Text() : "", total, areMany)}) AS found GROUP BY status";

        if (IsByNode)
        {
            return $"""
                SELECT status, count(*) FROM (({AtNode($"LIMIT {total}")}) UNION {Counted($"i.status = ANY ({Parameters.Add(Moving)})", total)}) AS found GROUP BY status
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

    private string Text() => $"({string.Join(" OR ", TextConditions().Select(condition => $"({condition})"))})";

    /// <summary>What a text may stand in, each with an index of its own.</summary>
    private string[] TextConditions() => [.. new[] { _conditions.TextInKey(), _conditions.TextInError(), InTags(_conditions.TextInTags()), _conditions.TextInId() }.Where(condition => condition.Length > 0)];

    private string[] TextWays(bool areFew, bool areFewTagged, string beside, string ending)
    {
        var ways = new List<string>
        {
            Way(areFew, SearchConditions.All([areFew ? _conditions.TextInKey() : SearchConditions.LookedAt(_conditions.TextInKey()), beside]), ending),
            Sorted(SearchConditions.All([_conditions.TextInError(), beside]), ending),
        };
        if (InTags(_conditions.TextInTags()) is { Length: > 0 } inTags)
            ways.Add(Way(areFewTagged, SearchConditions.All([areFewTagged ? inTags : SearchConditions.LookedAt(inTags), beside]), ending));

        if (_conditions.TextInId() is { Length: > 0 } inId)
            ways.Add(Set(SearchConditions.All([inId, beside]), ending));

        return [.. ways];
    }

    private static string InTags(string condition) => condition.Length == 0 ? "" : $"({condition})";

    private bool HasPairs => _search.Filter.Workflow is not null || _search.Filter.Version is not null;

    private string InPartition => HasPairs ? "i.workflow = p.workflow AND i.version = p.version AND i.status = s.status" : "i.status = s.status";

    private string Way(bool areFew, string more, string ending) =>
        IsOrdered ? Sorted(more, ending)
        : NeedsCount && areFew ? Set(more, ending)
        : Merged(_statuses, more, ending);

    /// <summary>Read in the order that an index has.</summary>
    private string Sorted(string more, string ending) =>
        $"SELECT i.instance_id, i.created_at FROM {_instances} AS i WHERE {SearchConditions.All([_conditions.Kind(_statuses), _conditions.Rest(), more])} {ending}";

    /// <summary>The branches of each workflow and version that rest at the node, or are one of several, in the order that the index has, and merged.</summary>
    private string AtNode(SearchPage page, string order, string behind)
    {
        var beside = page.Beside is { } place ? $"(t.created_at, t.instance_id) {behind} ({Parameters.Add(place.CreatedAt)}, {Parameters.Add(place.InstanceId)})" : "";
        var ending = $"ORDER BY t.created_at {order}, t.instance_id {order} LIMIT {page.Limit}";
        return $"""
            {PairsSql.With(_instances, _search.Filter.Workflow, _search.Filter.Version, Parameters)}
            SELECT t.instance_id, t.created_at FROM pairs AS p CROSS JOIN LATERAL (
                SELECT t.instance_id, t.created_at FROM ({Standing(beside, $"ORDER BY t.created_at {order}, t.instance_id {order}")}) AS t
                JOIN {_instances} AS i ON i.instance_id = t.instance_id WHERE {SearchConditions.All([_conditions.Kind(_statuses), _conditions.Rest(atNode: true)])} {ending}) AS t {ending}
            """;
    }

    /// <summary>Those instances with their status, in any order.</summary>
    private string AtNode(string ending) =>
        $"""
        {PairsSql.With(_instances, _search.Filter.Workflow, _search.Filter.Version, Parameters)}
        SELECT i.instance_id, i.status FROM pairs AS p CROSS JOIN LATERAL ({Standing("", "")}) AS t
        JOIN {_instances} AS i ON i.instance_id = t.instance_id WHERE {SearchConditions.All([_conditions.Kind(_statuses), _conditions.Rest(atNode: true)])} {ending}
        """;

    /// <summary>An instance with several branches at the node is one.</summary>
    private string Standing(string beside, string order) =>
        $"SELECT DISTINCT t.created_at, t.instance_id FROM {_tokens} AS t WHERE {SearchConditions.All(["t.workflow = p.workflow AND t.version = p.version", $"t.node = {Parameters.Add(_search.Node!)}", beside])} {order}";

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
