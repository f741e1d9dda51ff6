using Npgsql;

namespace Workflows.Persistence.Postgres.Migrations;

/// <summary>Finds out which session of the database holds what another one waits for.</summary>
internal static class MigrationBlocker
{
    private const string Question =
        """
        SELECT pid, coalesce(application_name, ''), coalesce(state, ''), coalesce(extract(epoch FROM clock_timestamp() - state_change), 0)::bigint
        FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids($1)) ORDER BY pid
        """;

    /// <returns>A sentence. Behind a pooler the number of the session is not known, and nobody seems to be in the way.</returns>
    public static async Task<string> FindAsync(Func<NpgsqlConnection> connect, int processId, CancellationToken cancellationToken)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Question, connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = processId } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var holders = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            holders.Add($"{reader.GetInt32(0)} ('{reader.GetString(1)}', {reader.GetString(2)} for {reader.GetInt64(3)} s)");

        return holders.Count == 0
            ? "It is at work, or waits for nothing that can be seen from here."
            : $"It waits for locks of the session {string.Join(", ", holders)}: another process that migrates, or a transaction that was left open. Wait for it, or end it with pg_terminate_backend.";
    }
}
