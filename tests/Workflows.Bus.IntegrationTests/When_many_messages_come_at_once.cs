using System.Diagnostics;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

public sealed class When_many_messages_come_at_once
{
    private const int ListenerCount = 1_000;

    [Fact]
    public async Task Sixty_four_messages_for_one_instance_are_all_taken()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ClockWorkflow));
        await cluster.StartReadyAsync(2);
        var clockId = Guid.NewGuid();
        var instanceId = await cluster.Bus.StartAsync("Clock", new ClockState { ClockId = clockId });
        await cluster.Instances.ReachesAsync(instanceId, "tick-0", WorkflowTokenState.Waiting);

        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, ClockWorkflow.TickCount).Select(number => cluster.Bus.PublishAsync(new TickCounted(clockId, number))));
        var state = (await cluster.Instances.CompletesAsync(instanceId)).StateAs<ClockState>();
        var elapsed = Stopwatch.GetElapsedTime(started);

        state.Ticks.ShouldBe(Enumerable.Range(0, ClockWorkflow.TickCount));
        (await cluster.Instances.JournalOfAsync(instanceId)).ShouldBeWithoutGaps();
        await ReportAsync(cluster, $"{ClockWorkflow.TickCount} messages to one instance", elapsed);
    }

    [Fact]
    public async Task One_event_lets_a_thousand_instances_go_on_each_in_a_transition_of_its_own()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ListenerWorkflow));
        await cluster.StartReadyAsync(2);
        var topic = $"{Guid.NewGuid()}";
        await StartListenersAsync(cluster, topic);

        var started = Stopwatch.GetTimestamp();
        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "Peace."));
        await cluster.Instances.CountReachesAsync("Listener", ListenerCount, WorkflowStatus.Completed);
        var elapsed = Stopwatch.GetElapsedTime(started);

        await ShouldHaveHeardOnceAsync(cluster);
        await ReportAsync(cluster, $"One event to {ListenerCount} instances", elapsed);
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_a_thousand_loses_none()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ListenerWorkflow));
        var workers = await cluster.StartReadyAsync(2);
        var topic = $"{Guid.NewGuid()}";
        await StartListenersAsync(cluster, topic);
        foreach (var worker in workers)
            await worker.PlanCrashAsync("after commit 300 EventReceived");

        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "Peace."));
        await Eventually.HoldsAsync(() => workers.Any(worker => worker.WasKilled), () => "One of the two is to die.");
        await cluster.StartReadyAsync();

        await cluster.Instances.CountReachesAsync("Listener", ListenerCount, WorkflowStatus.Completed);
        await ShouldHaveHeardOnceAsync(cluster);
        cluster.Workers.ShouldHaveNoErrors();
    }

    private static async Task StartListenersAsync(Cluster cluster, string topic)
    {
        foreach (var some in Enumerable.Range(0, ListenerCount).Chunk(200))
            await Task.WhenAll(some.Select(_ => cluster.Bus.PublishAsync(new ListenerCame(Guid.NewGuid(), topic))));

        await cluster.Instances.CountReachesAsync("Listener", ListenerCount, WorkflowStatus.Waiting);
    }

    private static async Task ShouldHaveHeardOnceAsync(Cluster cluster)
    {
        var instances = await cluster.Instances.ListAsync("Listener");
        instances.Count.ShouldBe(ListenerCount);
        foreach (var some in instances.Chunk(20))
            await Task.WhenAll(some.Select(instance => ShouldHaveHeardOnceAsync(cluster, instance.InstanceId)));
    }

    private static async Task ShouldHaveHeardOnceAsync(Cluster cluster, Guid instanceId)
    {
        var state = (await cluster.Instances.GetAsync(instanceId)).StateAs<ListenerState>();
        state.Heard.ShouldBe(["Peace."]);
        state.ThankCount.ShouldBe(1);
        (await cluster.Instances.JournalOfAsync(instanceId)).ShouldShowEachOnce("thank");
    }

    /// <summary>Says what it took, and that nothing went wrong.</summary>
    private static async Task ReportAsync(Cluster cluster, string what, TimeSpan elapsed)
    {
        await cluster.StopAllAsync();
        var counts = cluster.Workers.Select(worker => worker.Output.Lines.Single(line => line.StartsWith("stopped ", StringComparison.Ordinal)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {elapsed.TotalMilliseconds:0} ms; {string.Join("; ", counts)}");
        cluster.Workers.ShouldHaveNoErrors();
    }
}
