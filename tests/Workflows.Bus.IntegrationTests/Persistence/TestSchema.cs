using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Instances;
using Workflows.Persistence;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>A schema of its own for a class of tests, with a store in it. Gone behind the last test.</summary>
public class TestSchema : IAsyncLifetime
{
    private static readonly string[] _tables = ["instances", "tokens", "journal", "timers", "subscriptions", "parked_events", "definitions", "audit", "bulk_jobs", "bulk_rows", "processes", "quarantine"];

    private ServiceProvider? _services;

    public string Name { get; } = $"test_{Guid.NewGuid():N}";

    internal IServiceProvider Services => _services!;

    internal IWorkflowStore Store => Services.GetRequiredService<IWorkflowStore>();

    public async ValueTask InitializeAsync()
    {
        await WorkflowMigrations.MigrateAsync(IntegrationTests.Services.PostgresConnectionString, Name, TestContext.Current.CancellationToken);
        var services = new ServiceCollection().AddLogging();
        AddStore(services);
        _services = services.BuildServiceProvider();
    }

    private protected virtual void AddStore(IServiceCollection services) =>
        PostgresStoreRegistration.Add(services, IntegrationTests.Services.PostgresConnectionString, new PostgresStoreOptions { Schema = Name });

    internal async Task<IWorkflowStore> EmptyStoreAsync()
    {
        await ExecuteAsync($"TRUNCATE {string.Join(", ", _tables.Select(table => $"{Name}.{table}"))}");
        return Store;
    }

    internal static async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        return await ReadAsync(connection, sql);
    }

    internal static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "-" : reader.GetValue(column).ToString())));

        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_services is null)
            return;

        await _services.DisposeAsync();
        await ExecuteAsync($"DROP SCHEMA IF EXISTS {Name} CASCADE");
    }

    private static async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(IntegrationTests.Services.PostgresConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
