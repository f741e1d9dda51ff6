using Npgsql;

namespace Workflows.IntegrationTests.RealServices;

/// <summary>A database of its own on the server, for a program that chooses its schemas itself.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly string _name = $"scratch_{Guid.NewGuid():N}";

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Services.PostgresConnectionString) { Database = _name, MaxPoolSize = 20 }.ConnectionString;

    public static async Task<ScratchDatabase> CreateAsync()
    {
        var database = new ScratchDatabase();
        await ExecuteAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)");

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Services.PostgresConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
