using Npgsql;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

public sealed class When_the_application_has_its_own_context
{
    [Fact]
    public async Task Instances_live_in_its_database_and_survive_a_crash()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ReceiptWorkflow));
        await using var database = NpgsqlDataSource.Create(Services.PostgresConnectionString);
        await using (var create = database.CreateCommand($"""CREATE TABLE {cluster.Name}.receipts ("OrderId" uuid PRIMARY KEY, "At" timestamptz NOT NULL)"""))
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var first = await cluster.StartReadyAsync(settings => (settings.Role, settings.Crash) = (WorkerRole.OwnContext, "after commit 30"));
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cluster.Bus.StartAsync("Receipt", new OrderState { OrderId = Guid.NewGuid() })));
        await first.WaitUntilKilledAsync();
        await cluster.StartReadyAsync(settings => settings.Role = WorkerRole.OwnContext);

        foreach (var id in ids)
        {
            var state = (await cluster.Instances.CompletesAsync(id)).StateAs<OrderState>();
            (state.ShipCount, state.CheckCount).ShouldBe((1, 1));
            (await cluster.Instances.JournalOfAsync(id)).ShouldShowEachOnce("print", "file");
        }

        await using var count = database.CreateCommand($"SELECT count(*) FROM {cluster.Name}.receipts");
        (await count.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(20L);
        cluster.Workers.ShouldHaveNoErrors();
    }
}
