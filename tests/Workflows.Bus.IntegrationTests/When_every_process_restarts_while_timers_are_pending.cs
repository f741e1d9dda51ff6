using System.Text.Json;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

public sealed class When_every_process_restarts_while_timers_are_pending
{
    private const int Count = 40;

    [Fact]
    public async Task Each_timer_goes_off_once_and_none_is_lost()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(NapWorkflow));
        await cluster.StartReadyAsync(2);
        var ids = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => cluster.Bus.StartAsync("Nap", new NapState { Nap = TimeSpan.FromSeconds(3) })));
        await cluster.Instances.CountReachesAsync("Nap", Count, WorkflowStatus.Waiting);
        await cluster.KillAllAsync();

        // They sleep through the end of their process, and then wait for the next attempt of a step through the end of another.
        await cluster.StartReadyAsync(2);
        await cluster.Instances.JournalReachesAsync(ids[0], "StepFailed");
        await cluster.KillAllAsync();
        await cluster.StartReadyAsync(2);

        foreach (var id in ids)
            ShouldHaveGoneOffOnce((await cluster.Instances.CompletesAsync(id)).StateAs<NapState>(), await cluster.Instances.JournalOfAsync(id));

        (await cluster.Instances.NextDueAsync()).ShouldBeNull("No timer is to be left over.");
        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task A_message_that_comes_again_does_not_move_the_wake_time()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(NapWorkflow));
        var first = await cluster.StartReadyAsync(settings => settings.Crash = "after commit 1");
        var instanceId = await cluster.Bus.StartAsync("Nap", new NapState { Nap = TimeSpan.FromSeconds(6) });
        await first.WaitUntilKilledAsync();
        var wakeAt = await WakeTimeAsync(cluster, instanceId);

        await cluster.StartReadyAsync();
        (await WakeTimeAsync(cluster, instanceId)).ShouldBe(wakeAt);
        await cluster.Instances.CompletesAsync(instanceId);

        var woke = (await cluster.Instances.JournalOfAsync(instanceId)).Of("SleepElapsed").ShouldHaveSingleItem();
        woke.At.ShouldBeGreaterThanOrEqualTo(wakeAt);
        JsonDocument.Parse(woke.Detail!).RootElement.GetProperty("dueAt").GetDateTimeOffset().ShouldBe(wakeAt);
    }

    private static async Task<DateTimeOffset> WakeTimeAsync(Cluster cluster, Guid instanceId) =>
        (await cluster.Instances.GetAsync(instanceId)).Tokens.ShouldHaveSingleItem().DueAt.ShouldNotBeNull();

    private static void ShouldHaveGoneOffOnce(NapState state, Journal journal)
    {
        journal.ShouldShowEachOnce("wake", "try", "remind");
        journal.CountOf("SleepElapsed", "nap").ShouldBe(1);
        journal.CountOf("WaitTimedOut", "never").ShouldBe(1);
        journal.Of("StepFailed", "try").Concat(journal.Of("StepLost", "try")).Count().ShouldBe(2, journal.ToString());
        (state.WakeCount, state.TryCount, state.RemindCount).ShouldBe((1, 1, 1));
    }
}
