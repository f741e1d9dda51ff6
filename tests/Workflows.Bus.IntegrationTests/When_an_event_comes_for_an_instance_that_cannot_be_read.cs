using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

/// <summary>Two listen for it, and somebody wrote nonsense into the row of the one.</summary>
public sealed class When_an_event_comes_for_an_instance_that_cannot_be_read
{
    [Fact]
    public async Task The_other_has_it_and_it_lies_in_the_error_queue_until_it_is_moved_back()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ListenerWorkflow));
        var worker = await cluster.StartReadyAsync();
        await using var broker = await Broker.ConnectAsync();
        var topic = $"{Guid.NewGuid()}";
        var (bad, good) = (await cluster.Bus.StartByAsync("Listener", new ListenerCame(Guid.NewGuid(), topic)), await cluster.Bus.StartByAsync("Listener", new ListenerCame(Guid.NewGuid(), topic)));
        foreach (var listener in new[] { bad, good })
            await cluster.Instances.ReachesAsync(listener, "news", WorkflowTokenState.Waiting);

        var execution = (await TestSchema.ReadAsync($"SELECT execution FROM {cluster.Name}.instances WHERE instance_id = '{bad}'"))[0];
        await WriteAsync(cluster, bad, "{\"tokens\":[7]}");
        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "All is well."));

        var (queue, errors) = (cluster.QueueOf<ListenerWorkflow>(), $"{cluster.QueueOf<ListenerWorkflow>()}_error");
        await cluster.Instances.CompletesAsync(good);
        await Eventually.HoldsAsync(async () => await broker.CountAsync(errors) == 1, () => Task.FromResult($"{worker.Output}"));
        worker.Output.Lines.ShouldContain(line => line.Contains($"The stored row of instance {bad} (Listener v1) cannot be read: ", StringComparison.Ordinal));
        (await TestSchema.ReadAsync($"SELECT try_count FROM {cluster.Name}.quarantine WHERE subject_id = '{bad}'")).ShouldBe(["1"]);
        (await TestSchema.ReadAsync($"SELECT count(*) FROM {cluster.Name}.subscriptions WHERE instance_id = '{bad}'")).ShouldBe(["1"], "It listens all the same.");

        await WriteAsync(cluster, bad, execution);
        await broker.MoveAsync(errors, queue);
        await cluster.Instances.CompletesAsync(bad);
        foreach (var listener in new[] { bad, good })
            (await cluster.Instances.GetAsync(listener)).StateAs<ListenerState>().Heard.ShouldBe(["All is well."]);

        (await broker.CountAsync(errors)).ShouldBe(0u);
    }

    private static Task WriteAsync(Cluster cluster, Guid instance, string execution) =>
        TestSchema.ExecuteAsync($"UPDATE {cluster.Name}.instances SET execution = '{execution.Replace("'", "''", StringComparison.Ordinal)}' WHERE instance_id = '{instance}'");
}
