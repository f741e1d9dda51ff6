using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

public sealed class When_queues_are_declared
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Their_type_is_the_one_that_is_set(bool quorum)
    {
        await using var cluster = await Cluster.CreateAsync(typeof(LabourWorkflow));
        await cluster.StartReadyAsync(settings => settings.QuorumQueues = quorum);
        await using var broker = await Broker.ConnectAsync();

        (await broker.IsQuorumAsync(cluster.QueueOf<LabourWorkflow>())).ShouldBe(quorum);
        (await broker.IsQuorumAsync(cluster.StepQueueOf<LabourWorkflow>())).ShouldBe(quorum);
    }

    [Fact]
    public async Task A_process_takes_no_more_messages_ahead_than_is_set()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(LabourWorkflow));
        await cluster.StartReadyAsync(settings => settings.StepConcurrency = 2);
        for (var i = 0; i < 6; i++)
            await cluster.Bus.StartAsync("Labour", new LabourState { Duration = TimeSpan.FromMinutes(10) });

        await using var broker = await Broker.ConnectAsync();
        var queue = cluster.StepQueueOf<LabourWorkflow>();
        await Eventually.HoldsAsync(async () => await broker.CountAsync(queue) == 4, async () => $"Two of six messages are to be out, but {await broker.CountAsync(queue)} are left.");
    }
}
