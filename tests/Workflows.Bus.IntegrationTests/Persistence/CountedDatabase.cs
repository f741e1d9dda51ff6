using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.IntegrationTests.Observation;
using Workflows.Persistence;
using Workflows.Persistence.Postgres;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>
/// A store in a database of its own, for what is read off the server's statistics: nobody else's transactions keep rows from being known as visible, and
/// nobody else's sessions report later what they have read.
/// </summary>
public sealed class CountedDatabase : IAsyncLifetime
{
    public const string Schema = "counted";

    private TestDatabase? _database;
    private ServiceProvider? _services;

    internal IServiceProvider Services => _services!;

    private string ConnectionString => _database!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await WorkflowMigrations.MigrateAsync(ConnectionString, Schema, TestContext.Current.CancellationToken);
        var services = new ServiceCollection().AddLogging();
        PostgresStoreRegistration.Add(services, ConnectionString, new PostgresStoreOptions { Schema = Schema });
        _services = services.BuildServiceProvider();
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a statement about the statistics finds, when every session has reported all that it did: each does when it ends.</summary>
    internal async Task<string> ReadStatisticsAsync(string sql)
    {
        Services.GetRequiredService<StoreDataSource>().Npgsql.Clear();
        await _database!.KillConnectionsAsync();
        await Eventually.HoldsAsync(async () => await _database.CountConnectionsAsync() == 0, () => Task.FromResult("A session does not end."));
        await using var connection = await ConnectAsync();
        return (await TestSchema.ReadAsync(connection, sql))[0];
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();

        if (_database is not null)
            await _database.DisposeAsync();
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
