using Npgsql;

namespace Workflows.IntegrationTests.Storms;

/// <summary>What the store and the broker have to say when all is done.</summary>
internal sealed class StormChecks(NpgsqlDataSource database, string schema)
{
    /// <summary>Unknown ends: of runs whose process was killed and is not known, or whose database was away at that moment.</summary>
    private const string AtOnceSql =
        """
        SELECT count(*) FROM workflow_tests.step_spans a JOIN workflow_tests.step_spans b ON a.instance = b.instance AND a.step = b.step AND a.span < b.span
        WHERE a.worker LIKE $1 AND a.ended IS NOT NULL AND b.ended IS NOT NULL AND a.began < b.ended AND b.began < a.ended
        """;

    public Task<long> OpenAsync() => CountAsync($"SELECT count(*) FROM {schema}.instances WHERE status < 6");

    public Task<long> NotCompletedAsync() => CountAsync($"SELECT count(*) FROM {schema}.instances WHERE status <> 6");

    public Task<long> InstancesAsync() => CountAsync($"SELECT count(*) FROM {schema}.instances");

    public Task<long> RecordedTwiceAsync() => CountAsync(
        $"SELECT count(*) FROM (SELECT 1 FROM {schema}.journal WHERE kind IN ('StepCompleted', 'SleepElapsed', 'EventReceived', 'WorkflowStarted', 'WorkflowCompleted') GROUP BY instance_id, kind, node HAVING count(*) > 1) twice");

    public Task<long> GapsAsync() => CountAsync(
        $"SELECT count(*) FROM (SELECT 1 FROM {schema}.journal GROUP BY instance_id HAVING count(*) <> max(sequence) OR min(sequence) <> 1) gaps");

    /// <summary>Steps that the definition has and the journal has not.</summary>
    public Task<long> MissingStepsAsync() => CountAsync(
        $"SELECT count(*) FROM {schema}.instances i WHERE (SELECT count(*) FROM {schema}.journal j WHERE j.instance_id = i.instance_id AND j.kind = 'StepCompleted') <> CASE i.version WHEN 1 THEN 3 ELSE 4 END");

    public Task<long> WrongStatesAsync() => CountAsync(
        $"SELECT count(*) FROM {schema}.instances WHERE (state->>'LoadCount', state->>'SailCount', state->>'LandCount', state->>'UnloadCount') <> ('1', '1', '1', '1')");

    public Task<long> OrphansAsync() => CountAsync(
        $"SELECT (SELECT count(*) FROM {schema}.timers) + (SELECT count(*) FROM {schema}.subscriptions) + (SELECT count(*) FROM {schema}.instances WHERE stale_at IS NOT NULL OR json_array_length(coalesce(execution->'Outbox', '[]')) > 0)");

    public Task<long> RunsAsync(string worker) => CountAsync("SELECT count(*) FROM workflow_tests.step_spans WHERE worker LIKE $1", worker);

    public Task<long> AtOnceAsync(string worker) => CountAsync(AtOnceSql, worker);

    public Task<long> LostAttemptsAsync() => CountAsync($"SELECT count(*) FROM {schema}.journal WHERE kind = 'StepLost'");

    public Task<long> FailedAttemptsAsync() => CountAsync($"SELECT count(*) FROM {schema}.journal WHERE kind = 'StepFailed'");

    /// <summary>Names of the versions that have instances.</summary>
    public Task<long> VersionsAsync() => CountAsync($"SELECT count(DISTINCT version) FROM {schema}.instances");

    public static async Task<long> ErrorsAsync(IEnumerable<string> queues)
    {
        await using var broker = await Broker.ConnectAsync();
        var count = 0L;
        foreach (var queue in queues)
            count += await broker.CountAsync($"{queue}_error") + await broker.CountAsync($"{queue}_skipped");

        return count;
    }

    /// <summary>Ends runs of processes that were killed at the moment of their death.</summary>
    public async Task EndRunsAsync(string worker, DateTimeOffset killedAt)
    {
        await using var command = database.CreateCommand("UPDATE workflow_tests.step_spans SET ended = $2 WHERE worker = $1 AND ended IS NULL");
        command.Parameters.AddWithValue(worker);
        command.Parameters.AddWithValue(killedAt);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string sql, string? worker = null)
    {
        await using var command = database.CreateCommand(sql);
        if (worker is not null)
            command.Parameters.AddWithValue(worker);

        return (long)(await command.ExecuteScalarAsync())!;
    }
}
