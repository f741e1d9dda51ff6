using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

public sealed class When_a_message_cannot_be_handled
{
    [Fact]
    public async Task It_goes_to_the_error_queue_and_the_others_go_on()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ListenerWorkflow), typeof(LabourWorkflow));
        await cluster.StartReadyAsync();
        await using var broker = await Broker.ConnectAsync();
        var topic = $"{Guid.NewGuid()}";
        var listener = await cluster.Bus.StartByAsync("Listener", new ListenerCame(Guid.NewGuid(), topic));
        await cluster.Instances.ReachesAsync(listener, "news", WorkflowTokenState.Waiting);

        await broker.SendAsync(cluster.QueueOf<ListenerWorkflow>(), "application/vnd.masstransit+json", "{ \"message\": "u8.ToArray());
        await broker.SendAsync(cluster.StepQueueOf<LabourWorkflow>(), "application/vnd.masstransit+json", "no JSON at all"u8.ToArray());
        await cluster.Bus.PublishAsync(new StartWorkflow { Workflow = "Nobody", State = "{}" });
        await cluster.Bus.PublishAsync(new StartWorkflow { Workflow = "Labour", State = "[1" });
        await cluster.Bus.PublishAsync(new PauseWorkflow { InstanceId = Guid.NewGuid() });

        await ShouldHoldAsync(broker, $"{cluster.QueueOf<ListenerWorkflow>()}_error", 1);
        await ShouldHoldAsync(broker, $"{cluster.StepQueueOf<LabourWorkflow>()}_error", 1);
        await ShouldHoldAsync(broker, $"{cluster.CommandQueue}_error", 3);

        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "All is well."));
        await cluster.Instances.CompletesAsync(listener);
        var labour = await cluster.Bus.StartAsync("Labour", new LabourState());
        await cluster.Instances.CompletesAsync(labour);
        (await cluster.Instances.ListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Messages_about_instances_that_do_not_exist_are_dropped()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(LabourWorkflow));
        await cluster.StartReadyAsync();
        var nobody = Guid.NewGuid();
        await cluster.Bus.SendAsync(cluster.QueueOf<LabourWorkflow>(), new TimerElapsed(nobody, Guid.NewGuid()));
        await cluster.Bus.SendAsync(cluster.QueueOf<LabourWorkflow>(), new RedriveWorkflow(nobody));
        await cluster.Bus.SendAsync(cluster.StepQueueOf<LabourWorkflow>(), new ExecuteStep
        {
            InstanceId = nobody,
            Workflow = "Labour",
            Version = 1,
            Node = "dig",
            Token = 1,
            Attempt = 1,
            Revision = 1,
            State = "{}",
            ReplyTo = new Uri("exchange:nobody"),
        });

        await cluster.Instances.CompletesAsync(await cluster.Bus.StartAsync("Labour", new LabourState()));
        (await cluster.Instances.ListAsync()).Count.ShouldBe(1);
        cluster.Workers.ShouldHaveNoErrors();
    }

    private static Task ShouldHoldAsync(Broker broker, string queue, uint count) =>
        Eventually.HoldsAsync(async () => await broker.CountAsync(queue) == count, async () => $"{queue} holds {await broker.CountAsync(queue)}.", $"{queue} holds {count}");
}
