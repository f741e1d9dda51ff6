using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence;
using Workflows.Persistence.Postgres;
using Workflows.TestWorker.Steps;

namespace Workflows.IntegrationTests.Observation;

/// <summary>Looks at the instances of a schema. It changes nothing and runs nothing.</summary>
internal sealed class InstanceView
{
    private const int MostEntries = 10_000;
    private const int MostInstances = 10_000;

    private readonly ServiceProvider _services;
    private readonly NpgsqlDataSource _records;
    private readonly string _schema;
    private readonly IWorkflowStore _store;

    private InstanceView(ServiceProvider services, string schema)
    {
        _services = services;
        _schema = schema;
        _records = services.GetRequiredService<NpgsqlDataSource>();
        _store = services.GetRequiredService<IWorkflowStore>();
    }

    /// <summary>Makes the tables, those of the store and those of the tests.</summary>
    public static async Task<InstanceView> CreateAsync(string schema)
    {
        var view = Of(Services.PooledConnectionString(most: 10), schema);
        await view._services.GetRequiredService<IStoreMigration>().MigrateAsync(TestContext.Current.CancellationToken);
        await RecordTable.EnsureAsync(view._records);
        return view;
    }

    public static InstanceView Of(string database, string schema)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(_ => NpgsqlDataSource.Create(database));
        PostgresStoreRegistration.Add(services, database, new PostgresStoreOptions { Schema = schema });
        return new InstanceView(services.BuildServiceProvider(), schema);
    }

    public async Task<WorkflowDetails?> FindAsync(Guid instanceId) => await _store.GetAsync(instanceId, TestContext.Current.CancellationToken);

    public async Task<WorkflowDetails> GetAsync(Guid instanceId) => (await FindAsync(instanceId)).ShouldNotBeNull($"There is no instance {instanceId}.");

    public async Task<Journal> JournalOfAsync(Guid instanceId) =>
        new(await _store.GetJournalAsync(instanceId, 0, MostEntries, TestContext.Current.CancellationToken));

    public Task<IReadOnlyList<WorkflowSummary>> ListAsync(string? workflow = null, params WorkflowStatus[] statuses) =>
        _store.ListAsync(new WorkflowFilter { Workflow = workflow, Statuses = statuses }, null, MostInstances, TestContext.Current.CancellationToken);

    /// <summary>When the earliest timer of any instance is due; null: there is none.</summary>
    public Task<DateTimeOffset?> NextDueAsync() => _store.NextDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Every time that user code ran for an instance, in order.</summary>
    public async Task<IReadOnlyList<StepRun>> StepRunsOfAsync(Guid instanceId)
    {
        await using var command = _records.CreateCommand("SELECT step, attempt, worker FROM workflow_tests.step_runs WHERE instance = $1 ORDER BY at");
        command.Parameters.AddWithValue(instanceId);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var runs = new List<StepRun>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            runs.Add(new StepRun(reader.GetString(0), reader.GetInt32(1), reader.GetString(2)));

        return runs;
    }

    /// <summary>Events with a key that came before any instance listened for them, and are kept.</summary>
    /// <param name="key">The key; of events for versions that are not there, the version.</param>
    /// <param name="type">End of the name of their type; empty: any.</param>
    public async Task<long> ParkedCountAsync(string key, string type = "")
    {
        await using var command = _records.CreateCommand($"SELECT count(*) FROM {_schema}.parked_events WHERE key = $1 AND event_type LIKE '%' || $2");
        command.Parameters.AddWithValue(key);
        command.Parameters.AddWithValue(type);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The database was restarted: its connections are dead.</summary>
    public void ForgetConnections()
    {
        _records.Clear();
        _services.GetRequiredService<StoreDataSource>().Npgsql.Clear();
    }

    public async Task DropAsync()
    {
        await using (var command = _records.CreateCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE"))
            await command.ExecuteNonQueryAsync();

        await _services.DisposeAsync();
    }
}

/// <summary>One time that user code ran.</summary>
internal sealed record StepRun(string Step, int Attempt, string Worker);

/// <summary>The table in which steps note that they ran: made once.</summary>
internal static class RecordTable
{
    private static readonly SemaphoreSlim _lock = new(1);
    private static bool _isThere;

    public static async Task EnsureAsync(NpgsqlDataSource database)
    {
        await _lock.WaitAsync();
        try
        {
            if (_isThere)
                return;

            await using var command = database.CreateCommand(StepRecords.TableSql);
            await command.ExecuteNonQueryAsync();
            _isThere = true;
        }
        finally
        {
            _lock.Release();
        }
    }
}
