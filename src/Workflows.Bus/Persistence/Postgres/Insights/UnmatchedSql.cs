using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>
/// Lists events that nobody took. The index has them by the time they expire, so only as many rows are read as a page needs: the rows of one event, one for each wait, mostly
/// lie side by side.
/// </summary>
internal static class UnmatchedSql
{
    public static string List(StoreTables tables, SqlParameters parameters, DateTimeOffset now, ListCursor? after, int limit)
    {
        var behind = after is { } last ? $"AND (p.expires_at, p.event_id) < ({parameters.Add(last.CreatedAt)}, {parameters.Add(last.InstanceId)})" : "";
        return $"""
            SELECT p.event_id, min(p.event_type), array_agg(p.workflow), array_agg(p.wait), array_agg(p.key), min(p.body), min(p.received_at), p.expires_at
            FROM {tables.ParkedEvents} AS p WHERE NOT p.is_offered AND p.expires_at > {parameters.Add(now)} {behind}
            GROUP BY p.expires_at, p.event_id ORDER BY p.expires_at DESC, p.event_id DESC LIMIT {limit}
            """;
    }

    public static WorkflowUnmatchedEvent Event(NpgsqlDataReader row)
    {
        var (workflows, waits, keys) = (row.GetFieldValue<string[]>(2), row.GetFieldValue<string[]>(3), row.GetFieldValue<string[]>(4));
        return new WorkflowUnmatchedEvent
        {
            EventId = row.GetGuid(0),
            EventType = row.GetString(1),
            Keys = UnmatchedView.Sorted(workflows.Select((workflow, at) => new WorkflowUnmatchedKey(workflow, waits[at], keys[at]))),
            Body = row.GetString(5),
            ReceivedAt = row.TimeOf(6),
            ExpiresAt = row.TimeOf(7),
        };
    }
}
