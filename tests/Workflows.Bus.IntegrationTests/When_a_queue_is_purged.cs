using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

public sealed class When_a_queue_is_purged
{
    [Fact]
    public async Task The_sweeper_sends_the_lost_steps_again()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(LabourWorkflow));
        var queue = cluster.StepQueueOf<LabourWorkflow>();
        var first = await cluster.StartReadyAsync(settings =>
        {
            Impatient(settings);
            settings.Crash = $"before receive 3 {queue}";
        });
        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.Bus.StartAsync("Labour", new LabourState())));
        await first.WaitUntilKilledAsync();
        await PurgeAsync(queue, cluster.CommandQueue);
        await cluster.StartReadyAsync(Impatient);

        var redrivenCount = 0;
        var journals = new System.Text.StringBuilder();
        foreach (var id in ids)
        {
            (await cluster.Instances.CompletesAsync(id)).StateAs<LabourState>().DoneCount.ShouldBe(2);
            var journal = await cluster.Instances.JournalOfAsync(id);
            journal.ShouldShowEachOnce("dig", "build");
            redrivenCount += journal.CountOf("WorkflowRedriven");
            journals.AppendLine(journal.ToString()).AppendLine();
        }

        redrivenCount.ShouldBeGreaterThan(0, journals.ToString());
    }

    [Fact]
    public async Task The_sweeper_makes_up_for_lost_timers()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(NapWorkflow));
        var first = await cluster.StartReadyAsync(Impatient);
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => cluster.Bus.StartAsync("Nap", new NapState { Nap = TimeSpan.FromSeconds(1.5) })));
        await cluster.Instances.CountReachesAsync("Nap", ids.Length, WorkflowStatus.Waiting);
        await first.PlanCrashAsync($"before receive 1 {cluster.QueueOf<NapWorkflow>()}");
        await first.WaitUntilKilledAsync();

        await PurgeAsync(cluster.QueueOf<NapWorkflow>());
        await cluster.StartReadyAsync(Impatient);

        foreach (var id in ids)
        {
            var state = (await cluster.Instances.CompletesAsync(id)).StateAs<NapState>();
            (state.WakeCount, state.TryCount, state.RemindCount).ShouldBe((1, 1, 1));
            (await cluster.Instances.JournalOfAsync(id)).CountOf("SleepElapsed").ShouldBe(1);
        }
    }

    /// <param name="queue">It has messages.</param>
    /// <param name="other">May have some: starts that came back would send the lost messages again.</param>
    private static async Task PurgeAsync(string queue, string? other = null)
    {
        await using var broker = await Broker.ConnectAsync();
        await Eventually.HoldsAsync(async () => await broker.CountAsync(queue) > 0, () => Task.FromResult("The messages of dead consumers are to come back."));
        (await broker.PurgeAsync(queue)).ShouldBeGreaterThan(0u);
        if (other is not null)
            await broker.PurgeAsync(other);
    }

    private static void Impatient(WorkerSettings settings) => (settings.StaleAfter, settings.SweepInterval) = (TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(500));
}
