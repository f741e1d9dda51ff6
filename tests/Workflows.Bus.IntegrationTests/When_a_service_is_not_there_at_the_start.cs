using Npgsql;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.IntegrationTests.RealServices;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

/// <summary>The service has an address of its own for one process, which the test takes off and puts on the network.</summary>
public sealed class When_a_service_is_not_there_at_the_start
{
    [Fact]
    public async Task Without_the_database_the_process_runs_says_so_and_goes_on_when_it_appears()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(OrderWorkflow));
        var address = new NpgsqlConnectionStringBuilder(Services.PooledConnectionString(most: 15));
        await using var relay = new TcpRelay(address.Host!, address.Port);
        address.Port = relay.Port;
        var worker = await cluster.StartReadyAsync(settings => settings.Database = address.ConnectionString);
        await SaysAsync(worker, "The store of workflows is not ready");
        await SaysAsync(worker, "health Unhealthy");

        var ids = await StartOrdersAsync(cluster);
        (await cluster.Instances.ListAsync()).ShouldBeEmpty();
        relay.Open();

        await SaysAsync(worker, "Workflows are ready");
        foreach (var id in ids)
            await cluster.Instances.ShouldBeOrderedOnceAsync(id);

        await SaysAsync(worker, "health Healthy");
    }

    [Fact]
    public async Task Without_the_broker_the_process_runs_says_so_and_goes_on_when_it_appears()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(NapWorkflow));
        var first = await cluster.StartReadyAsync();
        var instanceId = await cluster.Bus.StartAsync("Nap", new NapState { Nap = TimeSpan.FromSeconds(1) });
        await cluster.Instances.ReachesAsync(instanceId, "nap", WorkflowTokenState.Sleeping);
        await first.KillAsync();
        await using var relay = new TcpRelay(Services.RabbitMqUri.Host, Services.RabbitMqUri.Port);
        var worker = cluster.Start(settings => settings.Broker = new UriBuilder(Services.RabbitMqUri) { Port = relay.Port }.ToString());
        await SaysAsync(worker, "Workflows are ready");
        await SaysAsync(worker, "health Unhealthy");

        relay.Open();

        var state = (await cluster.Instances.CompletesAsync(instanceId)).StateAs<NapState>();
        (state.WakeCount, state.TryCount, state.RemindCount).ShouldBe((1, 1, 1));
        await SaysAsync(worker, "health Healthy");
    }

    private static Task<Guid[]> StartOrdersAsync(Cluster cluster) =>
        Task.WhenAll(Enumerable.Range(0, 5).Select(_ => cluster.Bus.StartAsync("Order", new OrderState { OrderId = Guid.NewGuid() })));

    private static Task SaysAsync(WorkerProcess worker, string text) =>
        Eventually.CompletesAsync(worker.Output.LineAsync(line => line.Contains(text, StringComparison.Ordinal)), () => $"The process is to say '{text}'.\n{worker.Output}");
}
