using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Definitions.NewRelease;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests;

/// <summary>Processes of the old and of the new release take messages from the same queues; the old one does not know the new version.</summary>
public sealed class When_a_new_version_is_rolled_out
{
    [Fact]
    public async Task Instances_of_both_versions_end_on_their_own_while_both_releases_run()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ShiftWorkflow), typeof(FormerShiftWorkflow));
        await cluster.StartReadyAsync(OldRelease);
        var bell = $"{Guid.NewGuid()}";
        var before = await StartShiftsAsync(cluster, bell, 10);
        await cluster.Instances.CountReachesAsync("Shift", before.Length, WorkflowStatus.Waiting);
        await cluster.StartReadyAsync();
        var during = await StartShiftsAsync(cluster, bell, 30);
        foreach (var id in during)
            await cluster.Instances.ReachesAsync(id, "bell", WorkflowTokenState.Waiting);

        await cluster.Bus.PublishAsync(new NewsProclaimed(bell, "Half past four."));

        var versions = new List<int>();
        foreach (var id in before.Concat(during))
            versions.Add(await ShouldEndOnItsVersionAsync(cluster, id));

        versions.Take(before.Length).ShouldAllBe(version => version == 1);
        versions.ShouldContain(2, "The new release is to have started instances as well.");
        cluster.Workers.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Whichever_release_takes_a_command_it_is_obeyed()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ShiftWorkflow), typeof(FormerShiftWorkflow));
        var newer = await cluster.StartReadyAsync();
        var bell = $"{Guid.NewGuid()}";
        var ids = await StartShiftsAsync(cluster, bell, 20);
        foreach (var id in ids)
            await cluster.Instances.ReachesAsync(id, "bell", WorkflowTokenState.Waiting);

        var older = await cluster.StartReadyAsync(OldRelease);
        var answers = await Task.WhenAll(ids.Select(id => cluster.Bus.AskAsync(new PauseWorkflow { InstanceId = id, Actor = "ann" })));

        answers.ShouldAllBe(answer => answer is WorkflowOperationAccepted);
        new[] { newer, older }.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task With_the_old_release_alone_an_instance_says_what_is_missing_and_goes_on_when_the_new_one_is_back()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(ShiftWorkflow), typeof(FormerShiftWorkflow));
        var newer = await cluster.StartReadyAsync();
        var bell = $"{Guid.NewGuid()}";
        var instanceId = await cluster.Bus.StartAsync("Shift", new ShiftState { Bell = bell, Break = TimeSpan.FromSeconds(2) });
        await cluster.Instances.ReachesAsync(instanceId, "break", WorkflowTokenState.Sleeping);
        await newer.KillAsync();

        await cluster.StartReadyAsync(OldRelease);
        var faulted = await cluster.Instances.ReachesAsync(instanceId, WorkflowStatus.Faulted);
        faulted.Error.ShouldNotBeNull().Message.ShouldStartWith("Shift v2 is not registered in this process");

        await cluster.StartReadyAsync();
        await cluster.Instances.ReachesAsync(instanceId, "bell", WorkflowTokenState.Waiting);
        await cluster.Bus.PublishAsync(new NewsProclaimed(bell, "Half past four."));

        (await ShouldEndOnItsVersionAsync(cluster, instanceId)).ShouldBe(2);
        (await cluster.Instances.JournalOfAsync(instanceId)).Of("WorkflowRetried").ShouldHaveSingleItem().Reason.ShouldBe("its definition is known again");
    }

    [Fact]
    public async Task Events_that_the_old_release_has_no_class_for_reach_the_instances_of_the_new_one()
    {
        await using var cluster = await Cluster.CreateAsync(typeof(WatchWorkflow));
        var older = await cluster.StartReadyAsync(OldWatch);
        var former = await cluster.Bus.StartAsync("Watch", new WatchState { Tower = "east" });
        await cluster.Instances.ReachesAsync(former, "end", WorkflowTokenState.Waiting);
        var newer = await cluster.StartReadyAsync();
        var towers = Enumerable.Range(0, 20).Select(i => $"{Guid.NewGuid()}").ToArray();

        var watches = new List<Guid>();
        foreach (var tower in towers)
            watches.Add(await cluster.Bus.StartByAsync("Watch", new WatchCalled(tower)));

        foreach (var id in watches)
            await cluster.Instances.ReachesAsync(id, "relief", WorkflowTokenState.Waiting);

        foreach (var tower in towers.Append("east"))
            await cluster.Bus.PublishAsync(new WatchRelieved(tower));

        (await cluster.Instances.CompletesAsync(former)).StateAs<WatchState>().HeardCount.ShouldBe(1);
        foreach (var id in watches)
            await cluster.Instances.ReachesAsync(id, "praise", WorkflowTokenState.Waiting);

        // The old release alone: it keeps what it cannot read.
        await newer.KillAsync();
        foreach (var tower in towers)
            await cluster.Bus.PublishAsync(new WatchPraised(tower));

        await using var broker = await Broker.ConnectAsync();
        var queue = cluster.QueueOf<WatchWorkflow>();
        // What the new one had taken and not acknowledged when it died is kept as well.
        await Eventually.HoldsAsync(async () => await cluster.Instances.ParkedCountAsync("2", nameof(WatchPraised)) == towers.Length, () => Task.FromResult(""), "the old release keeps what it has no class for");
        await cluster.StartReadyAsync();

        foreach (var id in watches)
            (await cluster.Instances.CompletesAsync(id)).StateAs<WatchState>().HeardCount.ShouldBe(2);

        new[] { older }.ShouldHaveNoErrors();
        (await broker.CountAsync($"{queue}_skipped")).ShouldBe(0u);
    }

    private static async Task<int> ShouldEndOnItsVersionAsync(Cluster cluster, Guid instanceId)
    {
        var details = await cluster.Instances.CompletesAsync(instanceId);
        details.StateAs<ShiftState>().HeardCount.ShouldBe(1);
        var journal = await cluster.Instances.JournalOfAsync(instanceId);
        journal.ShouldShowEachOnce(details.Summary.Version == 1 ? ["begin", "end"] : ["begin", "end", "hand over"]);
        return details.Summary.Version;
    }

    private static Task<Guid[]> StartShiftsAsync(Cluster cluster, string bell, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => cluster.Bus.StartAsync("Shift", new ShiftState { Bell = bell, Break = TimeSpan.FromSeconds(0.5) })));

    private static void OldRelease(WorkerSettings settings) =>
        (settings.Workflows, settings.StaleAfter) = (KnownWorkflows.NameOf(typeof(TestWorker.Definitions.OldRelease.ShiftWorkflow)), TimeSpan.FromSeconds(2));

    private static void OldWatch(WorkerSettings settings) => settings.Workflows = KnownWorkflows.NameOf(typeof(TestWorker.Definitions.OldRelease.WatchWorkflow));
}
