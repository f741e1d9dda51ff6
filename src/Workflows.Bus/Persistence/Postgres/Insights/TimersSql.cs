using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Lists timers of instances in the order of their index.</summary>
internal static class TimersSql
{
    public static string List(StoreTables tables, SqlParameters parameters, WorkflowTimerFilter filter, ListCursor? after, int limit)
    {
        List<string> conditions = ["t.instance_id IS NOT NULL"];
        if (filter.Workflow is { } workflow)
            conditions.Add($"t.workflow = {parameters.Add(workflow)}");

        if (filter.DueBefore is { } before)
            conditions.Add($"t.due_at < {parameters.Add(before)}");

        if (after is { } last)
            conditions.Add($"(t.due_at, t.timer_id) > ({parameters.Add(last.CreatedAt)}, {parameters.Add(last.InstanceId)})");

        return $"""
            SELECT t.timer_id, t.instance_id, i.workflow, i.version, i.status, i.key, i.current_node, i.attempt, t.due_at
            FROM (SELECT t.timer_id, t.instance_id, t.due_at FROM {tables.Timers} AS t WHERE {SearchConditions.All(conditions)} ORDER BY t.due_at, t.timer_id LIMIT {limit}) AS t
            JOIN {tables.Instances} AS i USING (instance_id) ORDER BY t.due_at, t.timer_id
            """;
    }

    public static WorkflowTimer Timer(NpgsqlDataReader row) => new()
    {
        TimerId = row.GetGuid(0),
        InstanceId = row.GetGuid(1),
        Workflow = row.GetString(2),
        Version = row.GetInt32(3),
        Status = (WorkflowStatus)row.GetInt16(4),
        Key = row.Text(5),
        Node = row.Text(6),
        Attempt = row.Number(7),
        DueAt = row.TimeOf(8),
    };
}
