using Npgsql;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.IntegrationTests.RealServices;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

/// <summary>Connections break and cannot be made again for a while, in the middle of the work of one of two processes.</summary>
public sealed class When_a_service_goes_away_for_a_while
{
    private const int Count = 100;

    /// <summary>What the process was about to send when its connection broke may be left to the sweep.</summary>
    private static readonly TimeSpan _staleAfter = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_completes_and_nothing_happens_twice(bool isDatabase)
    {
        await using var cluster = await Cluster.CreateAsync(typeof(OrderWorkflow));
        var database = new NpgsqlConnectionStringBuilder(Services.PooledConnectionString(most: 15));
        await using var relay = isDatabase ? new TcpRelay(database.Host!, database.Port) : new TcpRelay(Services.RabbitMqUri.Host, Services.RabbitMqUri.Port);
        relay.Open();
        database.Port = relay.Port;
        await cluster.StartReadyAsync(settings => settings.StaleAfter = _staleAfter);
        var cut = await cluster.StartReadyAsync(settings =>
        {
            settings.StaleAfter = _staleAfter;
            if (isDatabase)
                settings.Database = database.ConnectionString;
            else
                settings.Broker = new UriBuilder(Services.RabbitMqUri) { Port = relay.Port }.ToString();
        });

        var ids = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => cluster.Bus.StartAsync("Order", new OrderState { OrderId = Guid.NewGuid() })));
        await cluster.Instances.CountReachesAsync("Order", 3, WorkflowStatus.Waiting);
        await cut.HealthBecomesAsync(isWell: true);
        await relay.CloseAsync();
        await cut.HealthBecomesAsync(isWell: false);
        relay.Open();

        foreach (var id in ids)
            await cluster.Instances.ShouldBeOrderedOnceAsync(id);

        await cut.HealthBecomesAsync(isWell: true);
    }
}
