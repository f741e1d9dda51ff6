using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Instances;
using Workflows.Persistence;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>The store of a process in the context of an application that makes the tables itself.</summary>
internal sealed class ShopStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly ServiceProvider _services;

    private ShopStore(NpgsqlDataSource dataSource, ServiceProvider services) => (_dataSource, _services) = (dataSource, services);

    /// <param name="database">The connection string.</param>
    /// <param name="schema">That of the model; null: it names none.</param>
    /// <param name="isBehindPooler">The database is reached through one.</param>
    public static ShopStore In(string database, string? schema, bool isBehindPooler = false)
    {
        var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = 15 }.ConnectionString);
        var services = new ServiceCollection().AddLogging();
        services.AddDbContext<ShopContext>(options => Configure(options, dataSource, schema));
        EntityFrameworkStoreRegistration.Add<ShopContext>(services, new WorkflowStoreOptions { BehindTransactionPooler = isBehindPooler });
        return new ShopStore(dataSource, services.BuildServiceProvider());
    }

    public static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource dataSource, string? schema) =>
        ShopContext.Configure(options, schema ?? "workflows", dataSource, schema is null ? LeaveOutSchema : null);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<StoreFacts> InspectAsync() => Get<IStoreInspection>().InspectAsync(TestContext.Current.CancellationToken);

    /// <summary>As the application's own migrations make them.</summary>
    public Task CreateTablesAsync() => CreateTablesAsync(_services);

    public static async Task CreateTablesAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ShopContext>().GetService<IRelationalDatabaseCreator>().CreateTablesAsync(TestContext.Current.CancellationToken);
    }

    public async Task EnsureCreatedAsync()
    {
        await using var scope = _services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.EnsureCreatedAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await TestSchema.ReadAsync(connection, sql);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _dataSource.DisposeAsync();
    }

    private static void LeaveOutSchema(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
            entity.SetSchema(null);
    }
}
