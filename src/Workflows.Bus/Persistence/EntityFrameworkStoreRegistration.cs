using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Instances;
using Workflows.Persistence.Postgres;
using Workflows.Persistence.Postgres.Insights;
using Workflows.Persistence.Postgres.Migrations;
using Workflows.Persistence.Postgres.Queries;
using Workflows.Persistence.Postgres.Sessions;
using Workflows.Timers;

namespace Workflows.Persistence;

/// <summary>Registers the store in the database of a context of the application.</summary>
internal static class EntityFrameworkStoreRegistration
{
    public static void Add<TDbContext>(IServiceCollection services, WorkflowStoreOptions options)
        where TDbContext : DbContext
    {
        services.AddSingleton(provider => ApplicationDatabase.Of<TDbContext>(provider.GetRequiredService<IServiceScopeFactory>(), options.BehindTransactionPooler));
        services.AddSingleton<IStoreMigration>(provider =>
        {
            var database = provider.GetRequiredService<ApplicationDatabase>();
            if (options.MigrateAtStart)
                _ = database.SchemaToMigrate();

            return new SchemaMigration(database.CreateConnection, database.SchemaToMigrate, provider.GetRequiredService<ILogger<SchemaMigration>>(), provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(provider => new PoolerGate(provider.GetRequiredService<ApplicationDatabase>().CreateConnection, options.BehindTransactionPooler));
        services.AddSingleton<IStoreInspection>(provider =>
        {
            var database = provider.GetRequiredService<ApplicationDatabase>();
            return new PostgresInspection(database.CreateConnection, provider.GetRequiredService<PoolerGate>(), new SchemaInspection(database.Tables, database.Schema, isMigratedHere: false), provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(provider => provider.GetRequiredService<ApplicationDatabase>().Tables);
        services.AddSingleton(provider => new InsightReader(provider.GetRequiredService<ApplicationDatabase>().CreateConnection));
        services.AddSingleton(provider =>
        {
            var database = provider.GetRequiredService<ApplicationDatabase>();
            return new PostgresWorkflowStore(
                new StoreConnections(database.CreateConnection, provider.GetRequiredService<PoolerGate>()),
                database.Tables,
                new ApplicationContexts(database),
                provider.GetRequiredService<ISearchStore>());
        });
        services.AddSingleton<IAlarmStorage>(provider =>
        {
            var database = provider.GetRequiredService<ApplicationDatabase>();
            return new PostgresAlarmStorage(database.CreateConnection, database.Schema, database.Tables.Timers);
        });
        PostgresStoreRegistration.AddGateway(services);
    }
}
