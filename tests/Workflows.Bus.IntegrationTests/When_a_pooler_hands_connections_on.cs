using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

/// <summary>Between the processes and the database stands a PgBouncer in transaction mode.</summary>
public sealed class When_a_pooler_hands_connections_on
{
    private const int InstanceCount = 20;

    /// <summary>As many as it holds to the server, and has them all in transactions at the same time.</summary>
    private const int ServerConnectionCount = 10;

    private static readonly string _address = new NpgsqlConnectionStringBuilder(Services.PoolerConnectionString) { MaxPoolSize = 15 }.ConnectionString;

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_being_told_a_process_finds_it_at_its_start_and_leaves_nothing_behind()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(OrderWorkflow));

        var worker = cluster.Start(settings => settings.Database = _address);

        await Eventually.CompletesAsync(worker.Output.LineAsync(line => line.Contains("[1301]", StringComparison.Ordinal)), () => $"The pooler is to be found.\n{worker.Output}");
        worker.Output.Lines.Single(line => line.Contains("[1301]", StringComparison.Ordinal)).ShouldContain("Connect past it, or set BehindTransactionPooler on the options of the store.");
        await worker.HealthBecomesAsync(isWell: false);
        await ShouldHaveNothingLeftAsync();
    }

    [Fact]
    public async Task A_process_that_only_watches_reports_it()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(OrderWorkflow));
        await using var host = await WatchingHost.StartAsync(cluster, database: _address);
        var installation = host.Provider.GetRequiredService<IWorkflowInstallation>();

        await Eventually.HoldsAsync(() => installation.Read().At is not null, () => "Nothing was compared.");
        installation.Read().Findings.Select(finding => finding.Kind).ShouldContain(WorkflowFindingKind.PoolerInTheWay);
        await ShouldHaveNothingLeftAsync();
    }

    [Theory]
    [InlineData(WorkerRole.Store)]
    [InlineData(WorkerRole.OwnContext)]
    public async Task A_process_that_is_told_works_through_it(WorkerRole role)
    {
        await using var cluster = await Cluster.CreateAsync(typeof(OrderWorkflow));
        await cluster.StartReadyAsync(2, settings => (settings.Role, settings.Database, settings.BehindPooler) = (role, role == WorkerRole.Store ? _address : $"{_address};No Reset On Close=true", true));
        await using var host = await WatchingHost.StartAsync(cluster, store => store.BehindTransactionPooler = true, _address);

        var ids = await Task.WhenAll(Enumerable.Range(0, InstanceCount).Select(_ => cluster.Bus.StartAsync("Order", new OrderState { OrderId = Guid.NewGuid() })));
        foreach (var id in ids)
            await cluster.Instances.ShouldBeOrderedOnceAsync(id);

        await using var scope = host.Provider.CreateAsyncScope();
        var search = new WorkflowSearch { Filter = new WorkflowFilter { Statuses = [WorkflowStatus.Completed] } };
        (await scope.ServiceProvider.GetRequiredService<IWorkflowInstances>().SearchAsync(search, cancellationToken: Canceled)).Items.Select(row => row.InstanceId).ShouldBe(ids, ignoreOrder: true);
        cluster.Workers.ShouldHaveNoErrors();
        await AlarmsAreSetAsync(cluster);
        await ShouldHaveNothingLeftAsync();
    }

    /// <summary>At the first start of its alarm a process holds one connection and needs another, which it would not get from those who hold all of them.</summary>
    private static Task AlarmsAreSetAsync(Cluster cluster) => Eventually.HoldsAsync(
        async () => (await TestSchema.ReadAsync($"SELECT count(*) FROM {cluster.Name}.workflow_qrtz_scheduler_state"))[0] == $"{cluster.Workers.Count}",
        () => Task.FromResult("The alarm of a process has not started."));

    private static async Task ShouldHaveNothingLeftAsync()
    {
        await using var direct = NpgsqlDataSource.Create(_address);
        var connections = new List<NpgsqlConnection>();
        try
        {
            for (var count = 0; count < ServerConnectionCount; count++)
            {
                var connection = await direct.OpenConnectionAsync(Canceled);
                connections.Add(connection);
                await connection.BeginTransactionAsync(Canceled);
                await using var command = new NpgsqlCommand("SELECT pg_backend_pid(), current_setting('enable_seqscan'), current_setting('plan_cache_mode'), (SELECT count(*)::int FROM pg_prepared_statements)", connection);
                await using var reader = await command.ExecuteReaderAsync(Canceled);
                await reader.ReadAsync(Canceled);
                (reader.GetString(1), reader.GetString(2), reader.GetInt32(3)).ShouldBe(("on", "auto", 0), $"On the connection to server process {reader.GetInt32(0)}.");
            }
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }
}
