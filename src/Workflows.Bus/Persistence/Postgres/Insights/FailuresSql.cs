using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Groups branches that stand open with the same error: over the index, and then one look at the last of each group.</summary>
internal static class FailuresSql
{
    public static string Groups(StoreTables tables, SqlParameters parameters, FailurePage page)
    {
        List<string> rows = ["t.fingerprint IS NOT NULL"];
        if (page.Fingerprint is { } fingerprint)
            rows.Add($"t.fingerprint = {parameters.Add(fingerprint)}");

        if (page.Filter.Workflow is { } workflow)
            rows.Add($"t.workflow = {parameters.Add(workflow)}");

        List<string> groups = [];
        if (page.Filter.LastFrom is { } from)
            groups.Add($"g.last_at >= {parameters.Add(from)}");

        if (page.After is { } after)
            groups.Add($"(g.last_at, g.fingerprint) < ({parameters.Add(after.LastAt)}, {parameters.Add(after.Fingerprint)})");

        return $"""
            WITH groups AS (
                SELECT t.fingerprint, count(*) AS count, min(t.since) AS first_at, max(t.since) AS last_at, array_agg(DISTINCT t.version) AS versions
                FROM {tables.Tokens} AS t WHERE {SearchConditions.All(rows)} GROUP BY t.fingerprint),
            page AS (
                SELECT * FROM groups AS g WHERE {SearchConditions.All(groups)} ORDER BY g.last_at DESC, g.fingerprint DESC LIMIT {page.Limit})
            SELECT g.fingerprint, g.count, g.first_at, g.last_at, g.versions, s.instance_id, s.workflow, s.node, s.error_type, s.error_message
            FROM page AS g
            CROSS JOIN LATERAL (
                SELECT * FROM {tables.Tokens} AS t WHERE t.fingerprint IS NOT NULL AND t.fingerprint = g.fingerprint AND t.since = g.last_at ORDER BY t.created_at DESC LIMIT 1) AS s
            ORDER BY g.last_at DESC, g.fingerprint DESC
            """;
    }

    public static string Hours(StoreTables tables, SqlParameters parameters, IEnumerable<string> fingerprints, DateTimeOffset now) =>
        $"""
        SELECT t.fingerprint, greatest(0, floor(extract(epoch FROM {parameters.Add(now)} - t.since) / 3600))::int AS age, count(*) FROM {tables.Tokens} AS t
        WHERE t.fingerprint IS NOT NULL AND t.fingerprint = ANY ({parameters.Add(fingerprints)}) AND t.since > {parameters.Add(now.AddHours(-FailureView.HourCount))} GROUP BY 1, 2
        """;

    public static WorkflowFailure Failure(NpgsqlDataReader row) => new()
    {
        Fingerprint = row.GetString(0),
        Count = new WorkflowCount(row.GetInt64(1)),
        FirstAt = row.TimeOf(2),
        LastAt = row.TimeOf(3),
        Versions = [.. row.GetFieldValue<int[]>(4).Order()],
        SampleInstanceId = row.GetGuid(5),
        Workflow = row.GetString(6),
        Node = row.Text(7),
        ErrorType = row.GetString(8),
        SampleMessage = InstancePosition.Shorten(row.Text(9)),
        Message = WorkflowFingerprint.Normalize(row.Text(9) ?? ""),
    };
}
