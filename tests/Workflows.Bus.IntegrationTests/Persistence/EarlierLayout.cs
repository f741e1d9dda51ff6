using Microsoft.Extensions.DependencyInjection;
using Workflows.Instances;
using Workflows.Persistence;
using Workflows.Persistence.Postgres.Migrations;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>A schema as an earlier release left it, with an instance at every kind of place, and then migrated.</summary>
public sealed class EarlierLayout : IAsyncLifetime
{
    private readonly EmptySchema _schema = new();
    private ServiceProvider? _services;

    internal string Name => _schema.Name;

    internal IWorkflowStore Store => Service<IWorkflowStore>();

    internal T Service<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await CreateAsync(Name);
        await WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, Name, TestContext.Current.CancellationToken);
        _services = OpenStore(Name);
    }

    /// <summary>Makes the tables of the earlier release, with its rows.</summary>
    internal static async Task CreateAsync(string schema)
    {
        await TestSchema.ExecuteAsync($"CREATE SCHEMA {schema}");
        foreach (var migration in Migration.All.Where(migration => migration.Number <= GoldenRows.Layout))
            await TestSchema.ExecuteAsync(migration.Sql.Replace("{schema}", schema, StringComparison.Ordinal));

        await TestSchema.ExecuteAsync($"CREATE TABLE {schema}.migrations (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamp with time zone NOT NULL)");
        foreach (var migration in Migration.All.Where(migration => migration.Number <= GoldenRows.Layout))
            await TestSchema.ExecuteAsync($"INSERT INTO {schema}.migrations VALUES ({migration.Number}, '{migration.Name}', now())");

        foreach (var (table, rows) in GoldenRows.Tables)
            await TestSchema.ExecuteAsync($"INSERT INTO {schema}.{table} SELECT * FROM json_populate_recordset(NULL::{schema}.{table}, $rows${rows}$rows$)");
    }

    internal static ServiceProvider OpenStore(string schema)
    {
        var services = new ServiceCollection().AddLogging();
        PostgresStoreRegistration.Add(services, Services.PostgresConnectionString, new PostgresStoreOptions { Schema = schema });
        return services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();

        await _schema.DisposeAsync();
    }
}
