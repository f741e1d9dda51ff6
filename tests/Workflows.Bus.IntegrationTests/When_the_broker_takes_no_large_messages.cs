using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.IntegrationTests.RealServices;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

/// <summary>An operator lowers what the broker takes below what the workflows are allowed, while they run.</summary>
[Collection(AloneCollection.Name)]
public sealed class When_the_broker_takes_no_large_messages(CalmCluster calm)
{
    private const string Workflow = "Freight";
    private const int Limit = 500_000;
    private const int Large = 1_000_000;
    private const int OtherCount = 20;

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_too_large_stops_or_is_refused_with_its_words_and_nothing_else_is_held_up()
    {
        await calm.DisposeAsync();
        await using var cluster = await Cluster.CreateAsync(typeof(FreightWorkflow));
        await cluster.StartReadyAsync(2);
        await using var host = await WatchingHost.StartAsync(cluster);
        await using var scope = host.Provider.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        await Eventually.HoldsAsync(async () => (await client.GetDefinitionsAsync(Canceled)).Count > 0, () => Task.FromResult("The store does not know the definition."));

        // All three processes know what was taken before.
        foreach (var id in await StartAsync(client, 6, new FreightState { LoadSize = Large, ReportSize = Large, Freight = new string('x', Large) }))
            await cluster.Instances.CompletesAsync(id);

        await ServiceScript.RunAsync("limit-rabbitmq", $"{Limit}");
        Guid loading, reporting;
        try
        {
            loading = (await StartAsync(client, 1, new FreightState { LoadSize = Large }))[0];
            reporting = (await StartAsync(client, 1, new FreightState { ReportSize = Large }))[0];
            foreach (var id in await StartAsync(client, OtherCount, new FreightState()))
                await cluster.Instances.CompletesAsync(id);

            await ShouldStandAsync(cluster, loading, "report", "ExecuteStep");
            await ShouldStandAsync(cluster, reporting, "ship", "FreightReported");
            var large = $$"""{"Freight":"{{new string('x', Large)}}"}""";
            await ShouldRefuseAsync(() => client.StartAsync(Workflow, large, cancellationToken: Canceled), "StartWorkflow");
            await ShouldRefuseAsync(() => client.SkipAsync(loading, large, cancellationToken: Canceled), "SkipWorkflowStep");
        }
        finally
        {
            await ServiceScript.RunAsync("limit-rabbitmq", "off");
        }

        foreach (var id in new[] { loading, reporting })
        {
            await client.RetryAsync(id, cancellationToken: Canceled);
            await cluster.Instances.CompletesAsync(id);
        }

        cluster.Workers.ShouldAllBe(worker => !worker.HasExited);
        cluster.Workers.SelectMany(worker => worker.Output.Lines).ShouldNotContain(line => line.Contains("did not answer in time"), "Nothing of that size was sent.");
    }

    private static async Task<Guid[]> StartAsync(IWorkflowClient client, int count, FreightState state) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, count).Select(_ => client.StartAsync(Workflow, state, cancellationToken: Canceled)))).Select(started => started.InstanceId)];

    private static async Task ShouldStandAsync(Cluster cluster, Guid id, string node, string message)
    {
        var faulted = await cluster.Instances.ReachesAsync(id, WorkflowStatus.Faulted);
        faulted.Tokens.ShouldHaveSingleItem().Node.ShouldBe(node);
        faulted.Error.ShouldNotBeNull().Message.ShouldSatisfyAllConditions(
            said => said.ShouldStartWith($"The broker does not take {message}: "),
            said => said.ShouldMatch($@"message size 1\d{{6}} is larger than configured max size {Limit}"));
    }

    private static async Task ShouldRefuseAsync(Func<Task> call, string command)
    {
        var refused = await Should.ThrowAsync<WorkflowRefusedException>(call);
        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        refused.Message.ShouldContain($" cannot be sent: The broker does not take {command}: ");
        refused.Message.ShouldContain($"max size {Limit}");
    }
}
