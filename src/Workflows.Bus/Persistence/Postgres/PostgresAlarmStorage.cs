using System.Data.Common;
using Workflows.Timers;

namespace Workflows.Persistence.Postgres;

/// <summary>The alarm is kept beside the timers, in their schema.</summary>
/// <param name="connect">Makes connections the way the store does.</param>
/// <param name="schema">Where the timers are; null: wherever the connections find them.</param>
/// <param name="timers">Their table, as it stands in statements.</param>
internal sealed class PostgresAlarmStorage(Func<DbConnection> connect, string? schema, string timers) : IAlarmStorage, IDisposable
{
    private readonly Connections _connections = new(connect);
    private volatile string? _schema = schema;

    public async ValueTask<AlarmDatabase?> FindDatabaseAsync(CancellationToken cancellationToken) =>
        new(_connections, _schema ??= await FindSchemaAsync(cancellationToken));

    public void Dispose() => _connections.Dispose();

    private async Task<string> FindSchemaAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _connections.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.oid = to_regclass('{timers.Replace("'", "''", StringComparison.Ordinal)}')
            """;
        return await command.ExecuteScalarAsync(cancellationToken) as string
            ?? throw new InvalidOperationException($"Expected the table of timers {timers} in a schema that the search path of the connection names, but it is in none. Run the migrations.");
    }

    /// <summary>Makes connections the way the store makes its own: same pool, same password.</summary>
    private sealed class Connections(Func<DbConnection> connect) : DbDataSource
    {
        public override string ConnectionString { get; } = "";

        protected override DbConnection CreateDbConnection() => connect();
    }
}
