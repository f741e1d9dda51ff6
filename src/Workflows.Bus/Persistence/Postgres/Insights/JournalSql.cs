using Npgsql;
using Workflows.Contracts;
using Workflows.Persistence.Json;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Reads the journal of one instance, which lies together in its index.</summary>
internal static class JournalSql
{
    public static string Search(StoreTables tables, SqlParameters parameters, Guid instanceId, WorkflowJournalSearch search, int? after, int limit)
    {
        List<string> conditions = [$"j.instance_id = {parameters.Add(instanceId)}"];
        if (after is { } seen)
            conditions.Add($"j.sequence {(search.LatestFirst ? "<" : ">")} {parameters.Add(seen)}");

        if (search.Kinds.Count > 0)
            conditions.Add($"j.kind = ANY ({parameters.Add(search.Kinds.Where(StorableText.Is))})");

        if (search.Node is { } node)
            conditions.Add($"j.node = {parameters.Add(node)}");

        if (!string.IsNullOrEmpty(search.Text))
        {
            var pattern = parameters.Add(SearchConditions.Anywhere(search.Text));
            conditions.Add($"concat_ws(E'\\n', j.node, j.actor, j.reason, j.error ->> 'type', j.error ->> 'message', j.detail::text) ILIKE {pattern}");
        }

        return $"""
            SELECT j.sequence, j.at, j.kind, j.node, j.token, j.attempt, j.actor, j.reason, j.detail, j.error, j.patch, j.place FROM {tables.Journal} AS j
            WHERE {SearchConditions.All(conditions)} ORDER BY j.sequence {(search.LatestFirst ? "DESC" : "ASC")} LIMIT {limit}
            """;
    }

    public static WorkflowJournalEntry Entry(NpgsqlDataReader row) => new()
    {
        Sequence = row.GetInt32(0),
        At = row.TimeOf(1),
        Kind = row.GetString(2),
        Node = row.Text(3),
        Place = Unreadable.Or(row.Text(11), place => JournalViews.PlaceOf(place, row.Text(3)), _ => row.Text(3)),
        Token = row.Number(4),
        Attempt = row.Number(5),
        Actor = row.Text(6),
        Reason = row.Text(7),
        Detail = Unreadable.Or(row.Text(8), JournalViews.InWords, _ => row.Text(8)),
        Error = Unreadable.Or(row.Text(9), StoredJson.ToError, exception => Unreadable.ErrorOf($"The stored error cannot be read: {Unreadable.Because(exception)}")),
        Patch = row.Text(10),
    };

    /// <summary>What changed the state up to an entry, with the first entry, which has the starting state, and that entry itself.</summary>
    public static string Changes(StoreTables tables, SqlParameters parameters, Guid instanceId, int sequence)
    {
        var last = parameters.Add(sequence);
        return $"""
            SELECT j.sequence, j.patch, CASE WHEN j.sequence = 1 THEN j.detail ->> 'state' END FROM {tables.Journal} AS j
            WHERE j.instance_id = {parameters.Add(instanceId)} AND j.sequence <= {last} AND (j.patch IS NOT NULL OR j.sequence = 1 OR j.sequence = {last})
            ORDER BY j.sequence
            """;
    }
}
