using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

public sealed class When_a_worker_is_killed_in_the_middle_of_a_step
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_step_runs_again_elsewhere_and_the_old_attempt_is_shown_as_lost(bool underItsStart)
    {
        await using var cluster = await ClusterAsync(underItsStart);
        var first = await cluster.StartReadyAsync(settings => settings.Crash = "after commit 1 StepStarted");
        var instanceId = await StartAsync(cluster, underItsStart, TimeSpan.FromMilliseconds(400));
        await first.WaitUntilKilledAsync();
        var second = await cluster.StartReadyAsync();

        var details = await cluster.Instances.CompletesAsync(instanceId);

        var journal = await cluster.Instances.JournalOfAsync(instanceId);
        journal.ShouldShowEachOnce("dig", "build");
        journal.CountOf("WorkflowRedriven").ShouldBe(0, "The broker gives the step to another process, before any sweep would.");
        journal.AttemptsOf("dig").ShouldBe("1 StepLost, 2 StepCompleted");
        journal.WorkersOf("StepLost", "dig").ShouldBe([first.Name]);
        journal.WorkersOf("StepCompleted", "dig").ShouldBe([second.Name]);
        details.StateAs<LabourState>().DoneCount.ShouldBe(2);
        (await cluster.Instances.StepRunsOfAsync(instanceId)).ShouldBe([new("dig", 1, first.Name), new("dig", 2, second.Name), new("build", 1, second.Name)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_is_alive_already_takes_over_at_once(bool underItsStart)
    {
        await using var cluster = await ClusterAsync(underItsStart);
        var doomed = await cluster.StartReadyAsync(settings => settings.Crash = "after commit 3 StepStarted");
        await cluster.StartReadyAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => StartAsync(cluster, underItsStart, TimeSpan.FromMilliseconds(300))));
        await doomed.WaitUntilKilledAsync();

        var lostCount = 0;
        foreach (var id in ids)
        {
            var details = await cluster.Instances.CompletesAsync(id);
            details.StateAs<LabourState>().DoneCount.ShouldBe(2);
            var journal = await cluster.Instances.JournalOfAsync(id);
            journal.ShouldShowEachOnce("dig", "build");
            journal.CountOf("WorkflowRedriven").ShouldBe(0, "No sweep was needed.");
            lostCount += journal.CountOf("StepLost");
        }

        lostCount.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_attempt_that_had_only_begun_runs_again_under_its_number(bool underItsStart)
    {
        await using var cluster = await ClusterAsync(underItsStart);
        var first = await cluster.StartReadyAsync(settings => settings.Crash = "before commit 1 StepCompleted");
        var instanceId = await StartAsync(cluster, underItsStart, TimeSpan.Zero);
        await first.WaitUntilKilledAsync();
        await cluster.StartReadyAsync();

        (await cluster.Instances.CompletesAsync(instanceId)).StateAs<LabourState>().DoneCount.ShouldBe(2);

        var journal = await cluster.Instances.JournalOfAsync(instanceId);
        journal.ShouldShowEachOnce("dig", "build");

        // On a busy machine the start may have been recorded before the process came to its end: then the attempt is lost, and the next has a number of its own.
        int[] attempts = journal.CountOf("StepLost", "dig") == 0 ? [1, 1] : [1, 2];
        (await cluster.Instances.StepRunsOfAsync(instanceId)).Where(run => run.Step == "dig").Select(run => run.Attempt).ShouldBe(attempts);
    }

    private static Task<Cluster> ClusterAsync(bool underItsStart) => Cluster.CreateAsync(underItsStart ? typeof(OrderedLabourWorkflow) : typeof(LabourWorkflow));

    /// <summary>With a message for each step, or with the steps under the delivery of the event that starts the instance.</summary>
    private static Task<Guid> StartAsync(Cluster cluster, bool underItsStart, TimeSpan duration) => underItsStart
        ? cluster.Bus.StartByAsync("OrderedLabour", new LabourOrdered(duration))
        : cluster.Bus.StartAsync("Labour", new LabourState { Duration = duration });
}
