using System.Data.Common;

namespace Workflows.Timers;

/// <summary>
/// What Quartz stores for the alarm. All of it can be made again from the table of timers: where somebody wrote nonsense into it, Quartz may stand still for ever, in all
/// processes, and say nothing.
/// </summary>
internal sealed class AlarmRows(IAlarmStorage storage)
{
    public const string TablePrefix = "workflow_qrtz_";

    /// <summary>In the order in which they refer to each other.</summary>
    private static readonly string[] _tables =
        ["fired_triggers", "simple_triggers", "simprop_triggers", "cron_triggers", "blob_triggers", "triggers", "job_details", "calendars", "paused_trigger_grps", "scheduler_state"];

    public async Task<string?> ReadTickAsync(CancellationToken cancellationToken)
    {
        if (await storage.FindDatabaseAsync(cancellationToken) is not { } database)
            return null;

        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        return await ReadTickAsync(connection, null, database.Schema, cancellationToken);
    }

    /// <returns>Whether they are gone.</returns>
    public async Task<bool> ClearAsync(string tick, CancellationToken cancellationToken)
    {
        if (await storage.FindDatabaseAsync(cancellationToken) is not { } database)
            return false;

        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, transaction, database.Schema, cancellationToken);
        if (await ReadTickAsync(connection, transaction, database.Schema, cancellationToken) != tick)
            return false;

        foreach (var table in _tables)
            await ExecuteAsync(connection, transaction, $"DELETE FROM \"{database.Schema}\".{TablePrefix}{table}", cancellationToken);

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>As Quartz takes its locks, and before that what processes take that make its tables.</summary>
    private static async Task LockAsync(DbConnection connection, DbTransaction transaction, string schema, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, transaction, LockStatement(schema), cancellationToken);
        foreach (var name in new[] { "STATE_ACCESS", "TRIGGER_ACCESS" })
            await ExecuteAsync(connection, transaction, $"SELECT 1 FROM \"{schema}\".{TablePrefix}locks WHERE lock_name = '{name}' FOR UPDATE", cancellationToken);
    }

    /// <summary>Held by a transaction, not by the session: the connection may belong to a pooler.</summary>
    private static string LockStatement(string schema) => $"SELECT pg_advisory_xact_lock({LockKey(schema)})";

    /// <summary>The same for somebody who does not wait.</summary>
    public static string TryLockStatement(string schema) => $"SELECT pg_try_advisory_xact_lock({LockKey(schema)})";

    private static string LockKey(string schema) => $"hashtextextended('workflows alarm {schema}', 0)";

    /// <summary>When the next tick is due; and, while a process works on one, its last sign of life.</summary>
    private static async Task<string> ReadTickAsync(DbConnection connection, DbTransaction? transaction, string schema, CancellationToken cancellationToken)
    {
        var tables = $"\"{schema}\".{TablePrefix}";
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            $"""
            SELECT coalesce((SELECT max(t.next_fire_time)::text FROM {tables}triggers AS t WHERE t.trigger_name = 'sweep'), 'none') || ' ' || coalesce((
                SELECT max(s.last_checkin_time)::text FROM {tables}fired_triggers AS f JOIN {tables}scheduler_state AS s ON s.instance_name = f.instance_name
                WHERE f.trigger_name = 'sweep' AND f.state = 'EXECUTING'), 'idle')
            """;
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
