using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

public sealed class When_a_worker_is_killed_while_an_event_arrives
{
    [Theory]
    [InlineData("before receive 1")]
    [InlineData("before commit 1 EventReceived")]
    [InlineData("after commit 1 EventReceived")]
    [InlineData("before send 1 ExecuteStep")]
    public async Task The_instance_takes_the_event_once(string crash)
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ListenerWorkflow));
        var first = await cluster.StartReadyAsync();
        var topic = $"{Guid.NewGuid()}";
        var instanceId = await cluster.Bus.StartByAsync("Listener", new ListenerCame(Guid.NewGuid(), topic));
        await cluster.Instances.ReachesAsync(instanceId, "news", WorkflowTokenState.Waiting);
        await first.PlanCrashAsync(crash);

        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "The king is back."));
        await first.WaitUntilKilledAsync();
        await cluster.StartReadyAsync();

        var state = (await cluster.Instances.CompletesAsync(instanceId)).StateAs<ListenerState>();
        state.Heard.ShouldBe(["The king is back."]);
        state.ThankCount.ShouldBe(1);
        var journal = await cluster.Instances.JournalOfAsync(instanceId);
        journal.ShouldShowEachOnce("thank");
        journal.CountOf("EventReceived").ShouldBe(1);
    }
}
