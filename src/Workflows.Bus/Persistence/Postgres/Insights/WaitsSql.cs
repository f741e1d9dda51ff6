using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Lists waits: of each event type and workflow in the order that the index has, merged.</summary>
internal static class WaitsSql
{
    public static string List(StoreTables tables, SqlParameters parameters, WorkflowWaitFilter filter, ListCursor? after, int limit)
    {
        List<string> kinds = [];
        if (filter.EventType is { } eventType)
            kinds.Add(AwaitedSql.Has(parameters.Add(eventType)));

        if (filter.Workflow is { } workflow)
            kinds.Add($"workflow = {parameters.Add(workflow)}");

        var behind = after is { } last ? $"AND (i.waiting_since, i.instance_id) > ({parameters.Add(last.CreatedAt)}, {parameters.Add(last.InstanceId)})" : "";
        return $"""
            WITH RECURSIVE looked AS (
                (SELECT i.waiting_for, i.workflow FROM {tables.Instances} AS i WHERE i.waiting_since IS NOT NULL ORDER BY i.waiting_for, i.workflow LIMIT 1)
                UNION ALL
                SELECT n.waiting_for, n.workflow FROM looked AS l CROSS JOIN LATERAL (
                    SELECT i.waiting_for, i.workflow FROM {tables.Instances} AS i
                    WHERE i.waiting_since IS NOT NULL AND (i.waiting_for, i.workflow) > (l.waiting_for, l.workflow) ORDER BY i.waiting_for, i.workflow LIMIT 1) AS n),
            page AS (
                SELECT w.* FROM (SELECT * FROM looked WHERE {SearchConditions.All(kinds)}) AS k CROSS JOIN LATERAL (
                    SELECT i.instance_id, i.waiting_since FROM {tables.Instances} AS i
                    WHERE i.waiting_since IS NOT NULL AND i.waiting_for = k.waiting_for AND i.workflow = k.workflow {behind}
                    ORDER BY i.waiting_since, i.instance_id LIMIT {limit}) AS w
                ORDER BY w.waiting_since, w.instance_id LIMIT {limit})
            SELECT i.instance_id, i.workflow, i.version, i.status, i.key, i.current_node, i.waiting_for, i.waiting_since, i.execution -> 'tokens', i.execution -> 'subscriptions'
            FROM page AS w JOIN {tables.Instances} AS i USING (instance_id) ORDER BY w.waiting_since, w.instance_id
            """;
    }

    public static WorkflowWait Wait(NpgsqlDataReader row)
    {
        var node = row.Text(5) ?? "";
        return new WorkflowWait
        {
            InstanceId = row.GetGuid(0),
            Workflow = row.GetString(1),
            Version = row.GetInt32(2),
            Status = (WorkflowStatus)row.GetInt16(3),
            Key = row.Text(4),
            Node = node,
            Events = AwaitedEvents.At(row.GetString(6), StoredJson.ToSubscriptions(row.Text(9)), node),
            Since = row.TimeOf(7),
            DueAt = WaitViews.DueAtOf(StoredJson.ToTokens(row.Text(8)), node),
        };
    }
}
