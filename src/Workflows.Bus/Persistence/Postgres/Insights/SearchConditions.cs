using Workflows.Contracts;
using Workflows.Persistence.Json;
using Workflows.Persistence.Model;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>The conditions of a search on a row <c>i</c> of the instances, each in a form that an index serves where there is one.</summary>
internal sealed class SearchConditions(StoreTables tables, WorkflowSearch search, IReadOnlyList<string> tagNames, SqlParameters parameters)
{
    public const short Faulted = (short)WorkflowStatus.Faulted;

    private readonly List<string> _conditions = [];

    public WorkflowFilter Filter => search.Filter;

    public SqlParameters Parameters => parameters;

    /// <summary>Whether every text in it can be stored. One that cannot is found nowhere.</summary>
    public static bool IsStorable(WorkflowSearch search) =>
        StorableText.Is(search.Filter.Workflow) && StorableText.Is(search.Filter.Key) && StorableText.Is(search.Text) && StorableText.Is(search.Node)
        && StorableText.Is(search.WaitingFor) && StorableText.Is(search.Fingerprint)
        && search.Filter.Tags.All(tag => StorableText.Is(tag.Key) && StorableText.Is(tag.Value));

    /// <summary>Statuses that it can find at all.</summary>
    public static short[] Statuses(WorkflowSearch search, IReadOnlyCollection<WorkflowStatus> wanted)
    {
        IEnumerable<WorkflowStatus> statuses = wanted.Count > 0 ? wanted.Distinct() : Enum.GetValues<WorkflowStatus>();
        if (search.Node is not null || search.WaitingFor is not null || search.UnchangedSince is not null)
            statuses = statuses.Where(status => !status.IsTerminal());

        if (search.Fingerprint is not null)
            statuses = statuses.Where(status => status == WorkflowStatus.Faulted);

        return [.. statuses.Select(status => (short)status).Order()];
    }

    /// <summary>What all of the row must fulfil, but for workflow, version, status and text.</summary>
    /// <param name="neverFaulted">The rows are known not to be Faulted: then it need not be looked up when they changed.</param>
    /// <param name="inOrder">The rows come in an order of their own: what would lead into another index is only looked at.</param>
    /// <param name="atNode">The rows are known to stand at the node.</param>
    public string Rest(bool neverFaulted = false, bool inOrder = false, bool atNode = false)
    {
        _conditions.Clear();
        AddRare();
        if (inOrder && _conditions.Count > 0)
        {
            var rare = LookedAt(All(_conditions));
            _conditions.Clear();
            _conditions.Add(rare);
        }

        if (Filter.CreatedFrom is { } from)
            _conditions.Add($"i.created_at >= {parameters.Add(from)}");

        if (Filter.CreatedBefore is { } before)
            _conditions.Add($"i.created_at < {parameters.Add(before)}");

        if (search.Cutoff is { } cutoff)
        {
            var at = parameters.Add(cutoff);
            _conditions.Add(neverFaulted ? $"i.created_at <= {at}" : $"i.created_at <= {at} AND (i.status <> {Faulted} OR i.updated_at <= {at})");
        }

        if (search.Node is { } node && !atNode)
            _conditions.Add(LookedAt($"i.current_node = {parameters.Add(node)} OR {HasToken($"t.node = {parameters.Add(node)}")}"));

        if (search.UnchangedSince is { } since)
            _conditions.Add($"i.{LivingStatus.Condition} AND i.updated_at <= {parameters.Add(since)}");

        return All(_conditions);
    }

    /// <summary>Workflow, version and status, where they are not given by the way in.</summary>
    public string Kind(IReadOnlyCollection<short> statuses)
    {
        _conditions.Clear();
        if (Filter.Workflow is { } workflow)
            _conditions.Add($"i.workflow = {parameters.Add(workflow)}");

        if (Filter.Version is { } version)
            _conditions.Add($"i.version = {parameters.Add(version)}");

        if (statuses.Count < Enum.GetValues<WorkflowStatus>().Length)
            _conditions.Add($"i.status = ANY ({parameters.Add(statuses)})");

        return All(_conditions);
    }

    /// <summary>Conditions that few rows fulfil as a rule, and that have an index of their own.</summary>
    public string Rare()
    {
        _conditions.Clear();
        AddRare();
        return All(_conditions);
    }

    /// <summary>The key begins with the text.</summary>
    public string TextInKey() => FoldedBetween(search.Text!.Trim());

    /// <summary>A tag has the text as its value, or is it.</summary>
    /// <returns>Empty: no tag can.</returns>
    public string TextInTags() => string.Join(" OR ", SearchedTag.Of(search.Text!, tagNames)
        .Select(tag => $"i.tags @> {parameters.AddJson(StoredJson.OfTags(new Dictionary<string, string> { [tag.Key] = tag.Value })!)}"));

    /// <summary>The text names it by its id.</summary>
    /// <returns>Empty: the text is none.</returns>
    public string TextInId() => SearchedId.Of(search.Text) is not { } id ? ""
        : id.Ending.Length == 0 ? $"i.instance_id BETWEEN {parameters.Add(id.First)} AND {parameters.Add(id.Last)}"
        : $"i.instance_id BETWEEN {parameters.Add(id.First)} AND {parameters.Add(id.Last)} AND replace(i.instance_id::text, '-', '') LIKE {parameters.Add("%" + id.Ending)}";

    /// <summary>Every word occurs in type and message of the error.</summary>
    public string TextInError() =>
        "i.error_type IS NOT NULL AND " + All(SearchWords.Of(search.Text).Select(word => $"(i.error_type || ' ' || coalesce(i.error_message, '')) ILIKE {parameters.Add(Anywhere(word))}"));

    /// <summary>A condition that no index serves.</summary>
    public static string LookedAt(string condition) => $"({condition}) IS TRUE";

    public static string All(IEnumerable<string> conditions) => string.Join(" AND ", conditions.Where(condition => condition.Length > 0).DefaultIfEmpty("true"));

    private void AddRare()
    {
        if (Filter.Key is { } key)
            _conditions.Add(WithKey(key));

        if (StoredJson.OfTags(Filter.Tags) is { } tags)
            _conditions.Add($"i.tags @> {parameters.AddJson(tags)}");

        if (search.WaitingFor is { } waitingFor)
            _conditions.Add(HasToken($"t.waiting_for IS NOT NULL AND t.waiting_for = ANY ({AwaitedSql.TextsWith(tables.Tokens, parameters.Add(AwaitedEvents.Spellings(waitingFor)))})"));

        if (search.Fingerprint is { } fingerprint)
            _conditions.Add(HasToken($"t.fingerprint IS NOT NULL AND t.fingerprint = {parameters.Add(fingerprint)}"));
    }

    /// <summary>A branch of it fulfils the condition.</summary>
    private string HasToken(string condition) => $"EXISTS (SELECT FROM {tables.Tokens} AS t WHERE t.instance_id = i.instance_id AND {condition})";

    private string WithKey(string key)
    {
        if (!key.EndsWith('*'))
            return $"i.key_folded = {parameters.Add(FoldedKey.Of(key)!)} AND i.key = {parameters.Add(key)}";

        return key.Length == 1 ? "i.key IS NOT NULL" : $"{FoldedBetween(key[..^1])} AND starts_with(i.key, {parameters.Add(key[..^1])})";
    }

    private string FoldedBetween(string beginning) => parameters.AddBeginning("i.key_folded", FoldedKey.Of(beginning)!);

    /// <returns>A pattern for texts that contain the word.</returns>
    public static string Anywhere(string word) =>
        $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
