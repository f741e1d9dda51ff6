using Workflows.Contracts;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Writes the counts of what happened in spans of time. Each comes from an index that begins with that time, and none looks at the table.</summary>
internal static class RatesSql
{
    private const short Completed = (short)WorkflowStatus.Completed;

    private static readonly short[] _statuses = [.. Enum.GetValues<WorkflowStatus>().Select(status => (short)status)];

    public static string Of(StoreTables tables, SqlParameters parameters, DateTimeOffset from, TimeSpan span)
    {
        var start = parameters.Add(from);
        var stride = parameters.Add(span);
        string Slot(string time) => $"date_bin({stride}, {time}, {start})";
        return $"""
            {PairsSql.With(tables.Instances, null, null, parameters)},
            started AS (
                SELECT i.workflow, i.slot, sum(i.count)::bigint AS count
                FROM pairs AS p CROSS JOIN unnest({parameters.Add(_statuses)}) AS s(status) CROSS JOIN LATERAL (
                    SELECT p.workflow, {Slot("i.created_at")} AS slot, count(*) AS count FROM {tables.Instances} AS i
                    WHERE i.workflow = p.workflow AND i.version = p.version AND i.status = s.status AND i.created_at >= {start} GROUP BY 2) AS i
                GROUP BY 1, 2),
            finished AS (
                SELECT i.workflow, {Slot("i.finished_at")} AS slot,
                    count(*) FILTER (WHERE i.status = {Completed}) AS completed, count(*) FILTER (WHERE i.status <> {Completed}) AS otherwise,
                    percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY i.finished_at - i.created_at) FILTER (WHERE i.status = {Completed}) AS durations
                FROM {tables.Instances} AS i WHERE i.finished_at >= {start} GROUP BY 1, 2),
            faulted AS (
                SELECT t.workflow, {Slot("t.since")} AS slot, count(*) AS count FROM {tables.Tokens} AS t
                WHERE t.fingerprint IS NOT NULL AND t.since >= {start} GROUP BY 1, 2)
            SELECT workflow, slot, coalesce(started.count, 0), coalesce(completed, 0), coalesce(otherwise, 0), coalesce(faulted.count, 0), durations[1], durations[2]
            FROM started FULL JOIN finished USING (workflow, slot) FULL JOIN faulted USING (workflow, slot) ORDER BY slot, workflow
            """;
    }
}
