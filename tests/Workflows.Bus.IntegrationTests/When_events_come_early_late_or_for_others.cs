using Workflows.Contracts;
using Workflows.Instances;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

public sealed class When_events_come_early_late_or_for_others(CalmCluster calm)
{
    [Fact]
    public async Task An_event_with_another_key_leaves_the_instance_waiting_and_its_own_resumes_it()
    {
        var cluster = await calm.GetAsync();
        var (mine, others) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        var listener = await cluster.Bus.StartByAsync("Listener", new ListenerCame(Guid.NewGuid(), mine));
        var other = await cluster.Bus.StartByAsync("Listener", new ListenerCame(Guid.NewGuid(), others));
        await cluster.Instances.ReachesAsync(listener, "news", WorkflowTokenState.Waiting);
        await cluster.Instances.ReachesAsync(other, "news", WorkflowTokenState.Waiting);

        await cluster.Bus.PublishAsync(new NewsProclaimed(others, "Not for you."));
        await cluster.Instances.CompletesAsync(other);
        (await cluster.Instances.GetAsync(listener)).Summary.Status.ShouldBe(WorkflowStatus.Waiting);

        await cluster.Bus.PublishAsync(new NewsProclaimed(mine, "Grüße, ©, 日本 and \"quotes\"."));
        (await cluster.Instances.CompletesAsync(listener)).StateAs<ListenerState>().Heard.ShouldBe(["Grüße, ©, 日本 and \"quotes\"."]);
        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task An_event_that_comes_before_the_wait_is_reached_is_taken_there()
    {
        var cluster = await calm.GetAsync();
        var journeyId = Guid.NewGuid();
        var instanceId = await cluster.Bus.StartByAsync("Journey", new JourneyBegan(journeyId));
        await cluster.Bus.PublishAsync(new TrainArrived(journeyId, 7));
        await cluster.Instances.JournalReachesAsync(instanceId, "EventKept");
        await cluster.Bus.PublishAsync(new LetterArrived(journeyId, "Hurry."));

        var state = (await cluster.Instances.CompletesAsync(instanceId)).StateAs<JourneyState>();
        (state.LetterText, state.TrainNumber, state.BoardCount).ShouldBe(("Hurry.", 7, 1));
        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task An_event_that_overtakes_the_start_of_its_instance_is_kept_for_it()
    {
        var cluster = await calm.GetAsync();
        var topic = $"{Guid.NewGuid()}";
        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "Early."));
        await Eventually.HoldsAsync(async () => await cluster.Instances.ParkedCountAsync(topic) > 0, () => Task.FromResult("An event that nobody waits for is to be kept."));
        var instanceId = await cluster.Bus.StartByAsync("Listener", new ListenerCame(Guid.NewGuid(), topic));

        (await cluster.Instances.CompletesAsync(instanceId)).StateAs<ListenerState>().Heard.ShouldBe(["Early."]);
        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task After_its_window_such_an_event_is_dropped_and_counted()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ListenerWorkflow));
        var worker = await cluster.StartReadyAsync(settings =>
        {
            settings.KeepUnmatchedEvents = TimeSpan.FromMilliseconds(500);
            settings.SweepInterval = TimeSpan.FromMilliseconds(500);
        });
        var topic = $"{Guid.NewGuid()}";
        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "Too early."));
        await Eventually.CompletesAsync(worker.Output.LineAsync(line => line.Contains("Dropped 1 events", StringComparison.Ordinal)), () => worker.Output.ToString());

        var instanceId = await cluster.Bus.StartByAsync("Listener", new ListenerCame(Guid.NewGuid(), topic));
        await cluster.Instances.ReachesAsync(instanceId, "news", WorkflowTokenState.Waiting);
        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "In time."));

        (await cluster.Instances.CompletesAsync(instanceId)).StateAs<ListenerState>().Heard.ShouldBe(["In time."]);
        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task An_event_that_comes_while_the_instance_begins_to_listen_is_not_lost()
    {
        var cluster = await calm.GetAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 80).Select(_ => cluster.Bus.StartAsync("Parcel", new ParcelState())));

        foreach (var id in ids)
            (await cluster.Instances.CompletesAsync(id)).StateAs<ParcelState>().FoundCount.ShouldBe(1);

        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task A_timeout_that_goes_off_after_the_event_came_changes_nothing_also_behind_the_end()
    {
        var cluster = await calm.GetAsync();
        var topic = $"{Guid.NewGuid()}";
        var instanceId = await cluster.Bus.StartAsync("Impatient", new ListenerState { Topic = topic });
        await cluster.Instances.ReachesAsync(instanceId, "news", WorkflowTokenState.Waiting);
        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "In time."));
        await cluster.Instances.ReachesAsync(instanceId, "digest", WorkflowTokenState.Sleeping);
        await SendLateTimerAsync(cluster, instanceId);

        var state = (await cluster.Instances.CompletesAsync(instanceId)).StateAs<ListenerState>();
        (state.RemindCount, state.ThankCount).ShouldBe((0, 1));
        var entryCount = (await cluster.Instances.JournalOfAsync(instanceId)).Entries.Count;

        await SendLateTimerAsync(cluster, instanceId);
        var journal = await cluster.Instances.JournalOfAsync(instanceId);
        journal.Entries.Count.ShouldBe(entryCount, journal.ToString());
        journal.CountOf("WaitTimedOut").ShouldBe(0);
        cluster.Workers.ShouldHaveNoErrors();
    }

    /// <summary>Sends the timer of the wait, and does not go on before it must have been dealt with: another message behind it has been.</summary>
    private static async Task SendLateTimerAsync(Cluster cluster, Guid instanceId)
    {
        var timerId = DeterministicId.OfTimer(instanceId, 1);
        await cluster.Bus.SendAsync(cluster.QueueOf<ImpatientWorkflow>(), new TimerElapsed(instanceId, timerId));
        var topic = $"{Guid.NewGuid()}";
        var sentinel = await cluster.Bus.StartAsync("Impatient", new ListenerState { Topic = topic });
        await cluster.Bus.PublishAsync(new NewsProclaimed(topic, "Behind it."));
        await cluster.Instances.ReachesAsync(sentinel, "digest", WorkflowTokenState.Sleeping);
    }
}
