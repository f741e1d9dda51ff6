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

    /// <summary>Other names, other types, rows that are hidden, and times in the zone of the machine: all of it is said of the application's own tables.</summary>
    [Fact]
    public async Task Whatever_it_says_of_its_model_and_of_times_instances_are_as_everywhere()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ReceiptWorkflow));
        await using var database = NpgsqlDataSource.Create(Services.PostgresConnectionString);
        await using (var create = database.CreateCommand($"""CREATE TABLE {cluster.Name}.receipts ("ORDERID" varchar(36) PRIMARY KEY, "AT" timestamp NOT NULL)"""))
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var worker = await cluster.StartReadyAsync(settings => (settings.Role, settings.HasOpinions, settings.LocalZone) = (WorkerRole.OwnContext, true, "America/New_York"));
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => cluster.Bus.StartAsync("Receipt", new OrderState { OrderId = Guid.NewGuid() })));

        foreach (var id in ids)
        {
            await cluster.Instances.CompletesAsync(id);
            (await cluster.Instances.JournalOfAsync(id)).ShouldShowEachOnce("print", "file");
        }

        await worker.HealthBecomesAsync(isWell: true);
        worker.Output.Lines.ShouldContain(line => line.Contains(" info: ", StringComparison.Ordinal) && line.Contains("Workflows are ready: ", StringComparison.Ordinal), "What was found at the start is nothing.");
        worker.Output.Lines.Where(line => line.Contains(" warn: ", StringComparison.Ordinal)).ShouldBeEmpty();
        cluster.Workers.ShouldHaveNoErrors();
    }
}
