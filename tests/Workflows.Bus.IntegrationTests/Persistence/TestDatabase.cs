using System.Globalization;
using Npgsql;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>A database of its own, which can be cut off. Gone in the end.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _name = $"test_{Guid.NewGuid():N}";

    private TestDatabase()
    {
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Services.PostgresConnectionString) { Database = _name, MaxPoolSize = 20 }.ConnectionString;

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await TestSchema.ExecuteAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    /// <summary>Ends every connection, in the middle of whatever it does.</summary>
    public Task KillConnectionsAsync() =>
        TestSchema.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}'");

    public async Task<int> CountConnectionsAsync() =>
        int.Parse((await TestSchema.ReadAsync($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{_name}' AND backend_type = 'client backend'"))[0], CultureInfo.InvariantCulture);

    /// <summary>Takes no new connections, or takes them again.</summary>
    public Task AllowConnectionsAsync(bool allow) => TestSchema.ExecuteAsync($"ALTER DATABASE {_name} ALLOW_CONNECTIONS {allow}");

    public async ValueTask DisposeAsync()
    {
        await AllowConnectionsAsync(true);
        await TestSchema.ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }
}
