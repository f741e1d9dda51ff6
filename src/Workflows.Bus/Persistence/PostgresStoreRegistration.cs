using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Workflows.Instances;
using Workflows.Persistence.Grouping;
using Workflows.Persistence.Model;
using Workflows.Persistence.Postgres;
using Workflows.Persistence.Postgres.Insights;
using Workflows.Persistence.Postgres.Migrations;
using Workflows.Persistence.Postgres.Queries;
using Workflows.Persistence.Postgres.Sessions;
using Workflows.Timers;

namespace Workflows.Persistence;

/// <summary>Registers the store in a PostgreSQL database that is given by its connection string.</summary>
internal static class PostgresStoreRegistration
{
    /// <exception cref="ArgumentException">Text that is not a connection string or names too small a pool, or a schema with other than lower-case letters, digits and underscores.</exception>
    public static void Add(IServiceCollection services, string connectionString, PostgresStoreOptions options)
    {
        StoreDataSource.Check(connectionString);
        var schema = options.Schema;
        SchemaName.Check(schema);
        PoolNeed.Check(connectionString);
        services.AddSingleton(_ => new StoreDataSource(connectionString, options.BehindTransactionPooler));
        services.AddSingleton(provider => new PoolerGate(provider.GetRequiredService<StoreDataSource>().Npgsql.CreateConnection, options.BehindTransactionPooler));
        services.AddSingleton<IStoreMigration>(provider => new SchemaMigration(
            provider.GetRequiredService<StoreDataSource>().Npgsql.CreateConnection, () => schema, provider.GetRequiredService<ILogger<SchemaMigration>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
        {
            var dataSource = provider.GetRequiredService<StoreDataSource>().Npgsql;
            var contexts = WorkflowDbContext.OptionsFor(dataSource, schema);
            return new PostgresWorkflowStore(
                new StoreConnections(dataSource.CreateConnection, provider.GetRequiredService<PoolerGate>()),
                provider.GetRequiredService<StoreTables>(),
                new OwnContexts(new PooledDbContextFactory<WorkflowDbContext>(contexts)),
                provider.GetRequiredService<ISearchStore>());
        });
        services.AddSingleton<IStoreInspection>(provider => new PostgresInspection(
            provider.GetRequiredService<StoreDataSource>().Npgsql.CreateConnection,
            provider.GetRequiredService<PoolerGate>(),
            new SchemaInspection(provider.GetRequiredService<StoreTables>(), schema, isMigratedHere: true),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(StoreTables.In(schema));
        services.AddSingleton(provider => new InsightReader(provider.GetRequiredService<StoreDataSource>().Npgsql.CreateConnection));
        services.AddSingleton<IAlarmStorage>(provider => new PostgresAlarmStorage(
            provider.GetRequiredService<StoreDataSource>().Npgsql.CreateConnection, schema, provider.GetRequiredService<StoreTables>().Timers));
        AddGateway(services);
    }

    /// <summary>Registers what stands in front of a <see cref="PostgresWorkflowStore"/>.</summary>
    public static void AddGateway(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IWorkflowStore>(provider => provider.GetRequiredService<PostgresWorkflowStore>());
        services.AddSingleton<ISearchStore, PostgresSearchStore>();
        services.AddSingleton<IInsightStore, PostgresInsightStore>();
        services.AddSingleton<IAuditStore, PostgresAuditStore>();
        services.AddSingleton<IProcessStore, PostgresProcessStore>();
        services.AddSingleton<IChangeStore, PostgresChangeStore>();
        services.AddSingleton<IQuarantineStore, PostgresQuarantineStore>();
        services.AddSingleton<IStoreErrors>(new StoreErrors(Outage.FindReason));
        services.AddSingleton<CommitStatistics>();
        services.AddSingleton<StoreAvailability>();
        services.AddSingleton(provider => new OutageRetry(provider.GetRequiredService<StoreAvailability>(), Outage.Is, Outage.ReasonOf, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IInstanceGateway, GroupedInstanceGateway>();
    }
}
