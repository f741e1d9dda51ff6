using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Lists timers of instances in the order of their indexes: those that were deferred have one of their own.</summary>
internal static class TimersSql
{
    public static string List(StoreTables tables, SqlParameters parameters, WorkflowTimerFilter filter, ListCursor? after, int limit)
    {
        List<string> conditions = ["t.instance_id IS NOT NULL"];
        if (filter.Workflow is { } workflow)
            conditions.Add($"t.workflow = {parameters.Add(workflow)}");

        var before = filter.DueBefore is { } moment ? parameters.Add(moment) : null;
        var last = after is { } place ? $"({parameters.Add(place.CreatedAt)}, {parameters.Add(place.InstanceId)})" : null;
        return $"""
            SELECT t.timer_id, t.instance_id, i.workflow, i.version, i.status, i.key, t.place, CASE WHEN t.token IS NOT NULL THEN coalesce(k.attempt, i.attempt) END, t.due_at, t.purpose
            FROM ({Earliest("due_at", "t.first_due_at IS NULL")} UNION ALL {Earliest("first_due_at", "t.first_due_at IS NOT NULL")}) AS t
            JOIN {tables.Instances} AS i USING (instance_id) LEFT JOIN {tables.Tokens} AS k ON k.instance_id = t.instance_id AND k.token = t.token ORDER BY t.due_at, t.timer_id LIMIT {limit}
            """;

        string Earliest(string dueAt, string kind)
        {
            List<string> all = [kind, .. conditions];
            if (before is not null)
                all.Add($"t.{dueAt} < {before}");

            if (last is not null)
                all.Add($"(t.{dueAt}, t.timer_id) > {last}");

            return $"(SELECT t.timer_id, t.instance_id, t.{dueAt} AS due_at, t.purpose, t.place, t.token FROM {tables.Timers} AS t WHERE {SearchConditions.All(all)} ORDER BY t.{dueAt}, t.timer_id LIMIT {limit})";
        }
    }

    public static WorkflowTimer Timer(NpgsqlDataReader row) => new()
    {
        TimerId = row.GetGuid(0),
        InstanceId = row.GetGuid(1),
        Workflow = row.GetString(2),
        Version = row.GetInt32(3),
        Status = (WorkflowStatus)row.GetInt16(4),
        Key = row.Text(5),
        Node = WaitViews.NodeOf(row.Text(6)),
        Place = row.Text(6),
        Attempt = row.Number(7),
        DueAt = row.TimeOf(8),
        Purpose = row.IsDBNull(9) ? null : (WorkflowTimerPurpose)row.GetInt16(9),
    };
}
