using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Model;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>What is going on across the instances in the database.</summary>
internal sealed class PostgresInsightStore(InsightReader reader, StoreTables tables) : IInsightStore
{
    /// <summary>The transactions under way and the next one to come: any commit changes it, and asking for it touches no table.</summary>
    public async Task<string> GetChangeMarkAsync(CancellationToken cancellationToken) =>
        (await reader.ReadAsync("SELECT pg_current_snapshot()::text", new SqlParameters(), row => row.GetString(0), cancellationToken))[0];

    public async Task<IReadOnlyList<WorkflowOpenCount>> CountOpenAsync(CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            $"SELECT workflow, version, status, count(*) FROM {tables.Instances} WHERE {LivingStatus.Condition} GROUP BY 1, 2, 3",
            new SqlParameters(),
            row => new WorkflowOpenCount(row.GetString(0), row.GetInt32(1), (WorkflowStatus)row.GetInt16(2), row.GetInt64(3)),
            cancellationToken);

    public async Task<IReadOnlyList<StoredNameCount>> CountNamesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        return await reader.ReadAsync(
            $"""
            SELECT workflow, wait, event_type, false, count(*) FROM {tables.Subscriptions} GROUP BY 1, 2, 3
            UNION ALL
            SELECT workflow, wait, event_type, true, count(*) FROM {tables.ParkedEvents} WHERE NOT is_offered AND expires_at > {parameters.Add(now)} GROUP BY 1, 2, 3
            """,
            parameters,
            row => new StoredNameCount(row.GetString(0), row.GetString(2), row.GetBoolean(3), row.GetInt64(4)) { Wait = row.GetString(1).Trim() },
            cancellationToken);
    }

    public async Task<IReadOnlyList<WorkflowNodeCount>> CountByNodeAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        if (!StorableText.Is(workflow))
            return [];

        var parameters = new SqlParameters();
        var (name, number) = (parameters.Add(workflow), parameters.Add(version));

        // The only branch of an instance, while it goes on, has no row of its own.
        var sql = $"""
            SELECT node, status, sum(count)::bigint FROM (
                SELECT t.node, t.status, count(*) AS count FROM {tables.Tokens} AS t
                WHERE t.workflow = {name} AND t.version = {number} AND t.node IS NOT NULL AND t.token > {Token.Start} GROUP BY 1, 2
                UNION ALL
                SELECT i.current_node, i.status, count(*) FROM {tables.Instances} AS i
                WHERE i.workflow = {name} AND i.version = {number} AND i.status IN ({(short)WorkflowStatus.Running}, {(short)WorkflowStatus.Compensating}) AND i.current_node IS NOT NULL
                    AND NOT EXISTS (SELECT FROM {tables.Tokens} AS t WHERE t.instance_id = i.instance_id)
                GROUP BY 1, 2) AS counted
            GROUP BY 1, 2
            """;
        return await reader.ReadAsync(sql, parameters, row => new WorkflowNodeCount(row.GetString(0), (WorkflowStatus)row.GetInt16(1), row.GetInt64(2)), cancellationToken);
    }

    public async Task<IReadOnlyList<WorkflowRate>> GetRatesAsync(DateTimeOffset from, TimeSpan span, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        return await reader.ReadAsync(RatesSql.Of(tables, parameters, from, span), parameters, row => new WorkflowRate
        {
            Workflow = row.GetString(0),
            From = row.TimeOf(1),
            StartedCount = row.GetInt64(2),
            CompletedCount = row.GetInt64(3),
            EndedOtherwiseCount = row.GetInt64(4),
            FaultedCount = row.GetInt64(5),
            MedianDuration = row.IsDBNull(6) ? null : row.GetTimeSpan(6),
            NinetyFifthDuration = row.IsDBNull(7) ? null : row.GetTimeSpan(7),
        }, cancellationToken);
    }

    public async Task<IReadOnlyList<WorkflowFailure>> ListFailuresAsync(FailurePage page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!StorableText.Is(page.Filter.Workflow) || !StorableText.Is(page.Fingerprint) || !StorableText.Is(page.After?.Fingerprint))
            return [];

        var parameters = new SqlParameters();
        var failures = await reader.ReadAsync(FailuresSql.Groups(tables, parameters, page), parameters, FailuresSql.Failure, cancellationToken);
        if (failures.Count == 0)
            return failures;

        var more = new SqlParameters();
        var moments = await reader.ReadAsync(
            FailuresSql.Hours(tables, more, failures.Select(failure => failure.Fingerprint), now), more,
            row => (Fingerprint: row.GetString(0), Age: row.GetInt32(1), Count: (int)row.GetInt64(2)), cancellationToken);
        var byFingerprint = moments.ToLookup(moment => moment.Fingerprint);
        return [.. failures.Select(failure => failure with { PerHour = PerHour(byFingerprint[failure.Fingerprint].Select(moment => (moment.Age, moment.Count))) })];
    }

    public async Task<IReadOnlyList<WorkflowWait>> ListWaitsAsync(WorkflowWaitFilter filter, WaitCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (!StorableText.Is(filter.Workflow) || !StorableText.Is(filter.EventType))
            return [];

        var parameters = new SqlParameters();
        return await reader.ReadAsync(WaitsSql.List(tables, parameters, filter, after, limit), parameters, WaitsSql.Wait, cancellationToken);
    }

    public async Task<IReadOnlyList<WorkflowTimer>> ListTimersAsync(WorkflowTimerFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (!StorableText.Is(filter.Workflow))
            return [];

        var parameters = new SqlParameters();
        return await reader.ReadAsync(TimersSql.List(tables, parameters, filter, after, limit), parameters, TimersSql.Timer, cancellationToken);
    }

    public async Task<IReadOnlyList<WorkflowUnmatchedEvent>> ListUnmatchedAsync(DateTimeOffset now, ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        return await reader.ReadAsync(UnmatchedSql.List(tables, parameters, now, after, limit), parameters, UnmatchedSql.Event, cancellationToken);
    }

    public Task RegisterShapesAsync(IReadOnlyCollection<DefinitionShapes> shapes, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        var sorted = shapes.OrderBy(known => known.Workflow, StringComparer.Ordinal).ThenBy(known => known.Version).ToArray();
        var sql = $"""
            UPDATE {tables.Definitions} AS d SET shapes = s.shapes::json
            FROM unnest({parameters.Add(sorted.Select(known => known.Workflow))}, {parameters.Add(sorted.Select(known => known.Version))}, {parameters.Add(sorted.Select(known => StoredJson.OfShapes(known.Shapes)))})
                AS s(workflow, version, shapes)
            WHERE d.workflow = s.workflow AND d.version = s.version
            """;
        return reader.WriteAsync(sql, parameters, cancellationToken);
    }

    public async Task<WorkflowShapes?> GetShapesAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        if (!StorableText.Is(workflow))
            return null;

        var parameters = new SqlParameters();
        var sql = $"SELECT shapes FROM {tables.Definitions} WHERE workflow = {parameters.Add(workflow)} AND version = {parameters.Add(version)} AND shapes IS NOT NULL";
        var shapes = await reader.ReadAsync(sql, parameters, row => Unreadable.Or<WorkflowShapes?>(row.GetString(0), text => StoredJson.ToShapes(text!), _ => null), cancellationToken);
        return shapes.Count == 0 ? null : shapes[0];
    }

    private static int[] PerHour(IEnumerable<(int Age, int Count)> moments)
    {
        var hours = new int[FailureView.HourCount];
        foreach (var (age, count) in moments)
            hours[FailureView.HourCount - 1 - age] += count;

        return hours;
    }
}
