using Npgsql;
using Workflows.Persistence.Model;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

/// <summary>Reads which store this is, and notes it where nobody has done so yet.</summary>
internal static class IdentityRow
{
    /// <param name="connection">Open, without a transaction.</param>
    /// <param name="table">The table, as it stands in statements.</param>
    /// <param name="known">What others take for it, such as processes of an earlier release; null: nobody knows it, and it is made up.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The same for all processes on the store, however many ask at once for the first time.</returns>
    /// <exception cref="PostgresException">The table is missing, or may not be read or written.</exception>
    public static Task<string?> EnsureAsync(NpgsqlConnection connection, string table, string? known, CancellationToken cancellationToken) => Deadlocks.RetryAsync(async () =>
    {
        if (await ReadAsync(connection, table, cancellationToken) is { } there)
            return there;

        // Whoever comes second waits for the first one here, and reads what that has written.
        await using var command = new NpgsqlCommand($"INSERT INTO {table} (id, value) VALUES ({StoreIdentityRow.OnlyId}, $1) ON CONFLICT DO NOTHING", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = known ?? $"{Guid.NewGuid():N}" });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await ReadAsync(connection, table, cancellationToken);
    });

    private static async Task<string?> ReadAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT value FROM {table} WHERE id = {StoreIdentityRow.OnlyId}", connection);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }
}
