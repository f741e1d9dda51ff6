using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

public sealed class When_steps_run_in_processes_without_the_store
{
    [Fact]
    public async Task Their_outcomes_come_back_and_one_that_is_killed_loses_nothing()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(LabourWorkflow));
        var host = await cluster.StartReadyAsync(settings => settings.StepConcurrency = 1);
        var remote = await cluster.StartReadyAsync(RemoteSteps);
        var doomed = await cluster.StartReadyAsync(settings =>
        {
            RemoteSteps(settings);
            settings.Crash = "before send 3 StepEnded";
        });
        var ids = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => cluster.Bus.StartAsync("Labour", new LabourState { Duration = TimeSpan.FromMilliseconds(100) })));
        await doomed.WaitUntilKilledAsync();

        var workers = new List<string>();
        var runs = new List<StepRun>();
        foreach (var id in ids)
        {
            (await cluster.Instances.CompletesAsync(id)).StateAs<LabourState>().DoneCount.ShouldBe(2);
            var journal = await cluster.Instances.JournalOfAsync(id);
            journal.ShouldShowEachOnce("dig", "build");
            workers.AddRange(journal.WorkersOf("StepCompleted", "dig").Concat(journal.WorkersOf("StepCompleted", "build")));
            runs.AddRange(await cluster.Instances.StepRunsOfAsync(id));
        }

        workers.Count(worker => worker == remote.Name).ShouldBeGreaterThan(0, "The process without the store is to have run steps.");
        runs.ShouldContain(run => run.Worker == doomed.Name);
        runs.Count.ShouldBeGreaterThan(2 * ids.Length, "What the process that was killed had in hand is to have run again.");
        new[] { host, remote }.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task One_that_runs_for_longer_than_instances_may_be_silent_runs_once()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(LabourWorkflow));
        var host = await cluster.StartReadyAsync(settings =>
        {
            settings.StepConcurrency = 1;
            settings.StaleAfter = TimeSpan.FromSeconds(4);
            settings.SweepInterval = TimeSpan.FromMilliseconds(500);
        });
        var remote = await cluster.StartReadyAsync(RemoteSteps);
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => cluster.Bus.StartAsync("Labour", new LabourState { Duration = TimeSpan.FromSeconds(12) })));

        var runs = new List<StepRun>();
        foreach (var id in ids)
        {
            await cluster.Instances.CompletesAsync(id);
            var journal = await cluster.Instances.JournalOfAsync(id);
            journal.CountOf("WorkflowRedriven").ShouldBe(0, journal.ToString());
            runs.AddRange(await cluster.Instances.StepRunsOfAsync(id));
        }

        runs.ShouldContain(run => run.Worker == remote.Name, "The process without the store is to have run steps.");
        runs.Count.ShouldBe(2 * ids.Length);
        new[] { host, remote }.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task The_code_of_an_instance_that_is_canceled_ends_at_its_next_report()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(LabourWorkflow));
        var remote = await cluster.StartReadyAsync(RemoteSteps);
        var host = await cluster.StartReadyAsync(settings =>
        {
            settings.StepConcurrency = 1;
            settings.StaleAfter = TimeSpan.FromSeconds(6);
        });
        var id = await BegunByAsync(remote, cluster, await StartAsync(cluster, TimeSpan.FromMinutes(10)));

        (await cluster.Bus.AskAsync(new CancelWorkflow { InstanceId = id })).ShouldBeOfType<WorkflowOperationAccepted>();

        await Eventually.CompletesAsync(remote.Output.LineAsync(line => line.Contains($"Attempt 1 of a step of instance {id} is canceled here", StringComparison.Ordinal)), () => remote.Output.ToString());
        new[] { host, remote }.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task One_that_is_killed_in_a_long_step_is_shown_as_lost_and_another_runs_the_next_attempt_at_once()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(LabourWorkflow));
        var doomed = await cluster.StartReadyAsync(RemoteSteps);
        var host = await cluster.StartReadyAsync(settings => settings.StepConcurrency = 1);
        var remote = await cluster.StartReadyAsync(RemoteSteps);
        var ids = await StartAsync(cluster, TimeSpan.FromSeconds(4));
        var id = await BegunByAsync(doomed, cluster, ids);

        await doomed.KillAsync();

        foreach (var each in ids)
            await cluster.Instances.CompletesAsync(each);

        var journal = await cluster.Instances.JournalOfAsync(id);
        journal.ShouldShowEachOnce("dig", "build");
        journal.WorkersOf("StepLost", "dig").ShouldBe([doomed.Name], journal.ToString());
        journal.CountOf("WorkflowRedriven").ShouldBe(0, "No sweep was needed.");
        new[] { host, remote }.ShouldHaveNoErrors();
    }

    private static Task<Guid[]> StartAsync(Cluster cluster, TimeSpan duration) =>
        Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.Bus.StartAsync("Labour", new LabourState { Duration = duration })));

    /// <returns>One of the instances: its first step is recorded as run by that process.</returns>
    private static async Task<Guid> BegunByAsync(WorkerProcess worker, Cluster cluster, Guid[] ids)
    {
        Guid? begun = null;
        await Eventually.HoldsAsync(async () =>
        {
            foreach (var id in ids)
            {
                if ((await cluster.Instances.JournalOfAsync(id)).WorkersOf("StepStarted", "dig").Contains(worker.Name))
                    begun = id;
            }

            return begun is not null;
        }, () => Task.FromResult(worker.Output.ToString()));
        return begun!.Value;
    }

    private static void RemoteSteps(WorkerSettings settings)
    {
        settings.Role = WorkerRole.StepsOnly;
        settings.Database = "";
        settings.StepConcurrency = 4;
    }
}
