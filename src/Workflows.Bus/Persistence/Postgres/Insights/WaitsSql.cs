using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Lists waits: of each event type and workflow in the order that the index has, merged.</summary>
internal static class WaitsSql
{
    public static string List(StoreTables tables, SqlParameters parameters, WorkflowWaitFilter filter, WaitCursor? after, int limit)
    {
        List<string> kinds = [];
        if (filter.EventType is { } eventType)
            kinds.Add(AwaitedSql.Has(parameters.Add(AwaitedEvents.Spellings(eventType))));

        if (filter.Workflow is { } workflow)
            kinds.Add($"workflow = {parameters.Add(workflow)}");

        var behind = after is { } last ? $"AND (t.since, t.instance_id, t.token) > ({parameters.Add(last.Since)}, {parameters.Add(last.InstanceId)}, {parameters.Add(last.Token)})" : "";
        return $"""
            WITH RECURSIVE looked AS (
                (SELECT t.waiting_for, t.workflow FROM {tables.Tokens} AS t WHERE t.waiting_for IS NOT NULL ORDER BY t.waiting_for, t.workflow LIMIT 1)
                UNION ALL
                SELECT n.waiting_for, n.workflow FROM looked AS l CROSS JOIN LATERAL (
                    SELECT t.waiting_for, t.workflow FROM {tables.Tokens} AS t
                    WHERE t.waiting_for IS NOT NULL AND (t.waiting_for, t.workflow) > (l.waiting_for, l.workflow) ORDER BY t.waiting_for, t.workflow LIMIT 1) AS n),
            page AS (
                SELECT w.* FROM (SELECT * FROM looked WHERE {SearchConditions.All(kinds)}) AS k CROSS JOIN LATERAL (
                    SELECT t.* FROM {tables.Tokens} AS t WHERE t.waiting_for IS NOT NULL AND t.waiting_for = k.waiting_for AND t.workflow = k.workflow {behind}
                    ORDER BY t.since, t.instance_id, t.token LIMIT {limit}) AS w
                ORDER BY w.since, w.instance_id, w.token LIMIT {limit})
            SELECT w.instance_id, w.workflow, w.version, i.status, i.key, w.node, w.waiting_for, w.since, w.due_at, i.execution -> 'subscriptions', w.token, w.place
            FROM page AS w JOIN {tables.Instances} AS i USING (instance_id) ORDER BY w.since, w.instance_id, w.token
            """;
    }

    public static WorkflowWait Wait(NpgsqlDataReader row)
    {
        var place = WorkflowPlace.TryParse(row.Text(11), out var scoped) ? scoped : WorkflowPlace.Of(row.GetString(5));
        return new WorkflowWait
        {
            InstanceId = row.GetGuid(0),
            Workflow = row.GetString(1),
            Version = row.GetInt32(2),
            Status = (WorkflowStatus)row.GetInt16(3),
            Key = row.Text(4),
            Node = place.Name,
            Place = place.ToString(),
            Token = row.GetInt32(10),
            Events = Unreadable.Or(row.Text(9), text => AwaitedEvents.At(row.GetString(6), StoredJson.ToSubscriptions(text), place), _ => AwaitedEvents.At(row.GetString(6), [], place)),
            Since = row.TimeOf(7),
            DueAt = row.Time(8),
        };
    }
}
