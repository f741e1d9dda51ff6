using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Broker.RabbitMq;
using Workflows.Compilation;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

/// <summary>A process that knows none of the workflows reads all about them from the store, and has others obey its commands.</summary>
public sealed class When_a_host_only_watches
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_operates_and_sees_what_came_of_it()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(OrderWorkflow));
        await cluster.StartReadyAsync();
        await using var host = await WatchingHost.StartAsync(cluster);
        await using var scope = host.Provider.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        var instances = scope.ServiceProvider.GetRequiredService<IWorkflowInstances>();
        var insights = scope.ServiceProvider.GetRequiredService<IWorkflowInsights>();

        await Eventually.HoldsAsync(async () => await insights.GetShapesAsync("Order", 1, Canceled) is not null, () => Task.FromResult("The process takes messages before the store knows its definitions."));
        var definition = (await client.GetDefinitionsAsync(Canceled)).ShouldHaveSingleItem();
        definition.Nodes.Select(node => node.Name).ShouldContain("reserve");
        (await insights.GetShapesAsync(definition.Name, definition.Version, Canceled))!.State.Schema.ShouldContain("ReserveCount");

        var later = new StartOptions { Actor = "ann", StartAt = TimeProvider.System.GetUtcNow().AddHours(1) };
        var id = (await client.StartAsync(definition.Name, $$"""{"OrderId":"{{Guid.NewGuid()}}"}""", later, Canceled)).InstanceId;
        (await client.PauseAsync(id, new OperationOptions("bob", "lunch"), Canceled)).Status.ShouldBe(WorkflowStatus.Paused);
        await Should.ThrowAsync<WorkflowRefusedException>(() => client.PauseAsync(id, new OperationOptions("bert"), Canceled));

        (await instances.SearchAsync(new WorkflowSearch(), cancellationToken: Canceled)).Items.ShouldHaveSingleItem().InstanceId.ShouldBe(id);
        (await insights.ListTimersAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem().InstanceId.ShouldBe(id);
        (await insights.ListAuditAsync(cancellationToken: Canceled)).Items.OrderBy(entry => entry.Actor).Select(entry => (entry.Actor, entry.Operation, entry.IsAccepted))
            .ShouldBe([("ann", "Start", true), ("bert", "Pause", false), ("bob", "Pause", true)]);
    }

    [Fact]
    public async Task It_works_on_nothing_itself()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(OrderWorkflow));
        await using var host = await WatchingHost.StartAsync(cluster);

        host.Provider.GetServices<IHostedService>().Select(service => service.GetType()).Where(type => type.Namespace!.StartsWith("Workflows", StringComparison.Ordinal))
            .ShouldBe([typeof(EndpointWatch), typeof(LostConnectionWatch), typeof(InstallationWatch)], ignoreOrder: true, "It looks after its own connection, through which the answers come, and after what it finds.");
        await using var scope = host.Provider.CreateAsyncScope();
        (await Should.ThrowAsync<WorkflowRefusedException>(() => scope.ServiceProvider.GetRequiredService<IWorkflowClient>().StartAsync("Order", "{}", cancellationToken: Canceled)))
            .Refusal.ShouldBe(WorkflowRefusal.UnknownWorkflow);
    }
}
