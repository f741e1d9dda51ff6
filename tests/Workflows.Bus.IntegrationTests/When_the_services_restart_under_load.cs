using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.IntegrationTests.RealServices;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

[Collection(AloneCollection.Name)]
public sealed class When_the_services_restart_under_load(CalmCluster calm)
{
    private const int Count = 200;

    /// <summary>What a process was about to send when its connection broke may be left to the sweep.</summary>
    private static readonly TimeSpan _staleAfter = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("restart-rabbitmq")]
    [InlineData("restart-rabbitmq", "--kill")]
    [InlineData("restart-postgres")]
    [InlineData("restart-postgres", "--kill")]
    public async Task Everything_completes_and_nothing_happens_twice(params string[] restart)
    {
        await calm.DisposeAsync();
        await using var cluster = await Cluster.CreateAsync(typeof(OrderWorkflow));
        await cluster.StartReadyAsync(settings => settings.StaleAfter = _staleAfter);
        await cluster.StartReadyAsync(settings => settings.StaleAfter = _staleAfter);
        var ids = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => cluster.Bus.StartAsync("Order", new OrderState { OrderId = Guid.NewGuid() })));
        await cluster.Instances.CountReachesAsync("Order", 5, WorkflowStatus.Completed);

        await ServiceScript.RunAsync(restart);
        cluster.Instances.ForgetConnections();
        foreach (var id in ids)
            await cluster.Instances.ShouldBeOrderedOnceAsync(id);

        cluster.Workers.ShouldAllBe(worker => !worker.HasExited);
    }
}
