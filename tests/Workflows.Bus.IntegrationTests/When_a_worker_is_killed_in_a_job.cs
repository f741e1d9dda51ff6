using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

public sealed class When_a_worker_is_killed_in_a_job
{
    private const int InstanceCount = 150;

    [Theory]
    [InlineData("before commit 30 WorkflowPaused")]
    [InlineData("after commit 130 WorkflowPaused")]
    public async Task Another_does_the_rest_and_every_instance_obeys_once(string crash)
    {
        await using var cluster = await Cluster.CreateAsync(typeof(NapWorkflow));
        var first = await cluster.StartReadyAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, InstanceCount).Select(_ => cluster.Bus.StartAsync("Nap", new NapState { Nap = TimeSpan.FromHours(1) })));
        await cluster.Instances.CountReachesAsync("Nap", ids.Length, WorkflowStatus.Waiting);
        await first.PlanCrashAsync(crash);
        await using var watcher = await WatchingHost.StartAsync(cluster);

        var job = await watcher.BulkAsync(bulk => bulk.StartAsync(new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Pause, InstanceIds = ids, Actor = "ann", Reason = "maintenance" }));
        await first.WaitUntilKilledAsync();
        var left = await watcher.BulkAsync(bulk => bulk.GetAsync(job.JobId));
        left.ShouldNotBeNull().Status.ShouldBe(WorkflowBulkStatus.Running);

        // As if the two minutes of its lease were over.
        await TestSchema.ExecuteAsync($"UPDATE {cluster.Name}.bulk_jobs SET next_at = now() WHERE next_at IS NOT NULL");
        await cluster.StartReadyAsync();

        await Eventually.HoldsAsync(
            async () => (await watcher.BulkAsync(bulk => bulk.GetAsync(job.JobId)))!.Status == WorkflowBulkStatus.Completed,
            async () => $"The job is to be completed: {await watcher.BulkAsync(bulk => bulk.GetAsync(job.JobId))}");
        (await watcher.BulkAsync(bulk => bulk.GetAsync(job.JobId)))!.DoneCount.ShouldBe(ids.Length);
        foreach (var id in ids)
        {
            (await cluster.Instances.GetAsync(id)).Summary.Status.ShouldBe(WorkflowStatus.Paused);
            (await cluster.Instances.JournalOfAsync(id)).CountOf("WorkflowPaused").ShouldBe(1);
        }
    }
}
