using System.Data.Common;
using Workflows.Timers;

namespace Workflows.Persistence.Postgres;

/// <summary>The alarm is kept beside the timers, in their schema.</summary>
internal sealed class PostgresAlarmStorage(Func<DbConnection> connect, string? schema) : IAlarmStorage, IDisposable
{
    private const string DefaultSchema = "public";

    private readonly Connections _connections = new(connect);

    public AlarmDatabase? FindDatabase() => new(_connections, schema ?? DefaultSchema);

    public void Dispose() => _connections.Dispose();

    /// <summary>Makes connections the way the store makes its own: same pool, same password.</summary>
    private sealed class Connections(Func<DbConnection> connect) : DbDataSource
    {
        public override string ConnectionString { get; } = "";

        protected override DbConnection CreateDbConnection() => connect();
    }
}
