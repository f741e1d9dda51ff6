using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Operations.Bulk;
using Workflows.Testing;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Operations.Bulk;

public sealed class When_a_process_dies_in_a_batch
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WorkflowBulkOperation.Pause)]
    [InlineData(WorkflowBulkOperation.Cancel)]
    public async Task Another_finds_what_it_did_and_does_the_rest(WorkflowBulkOperation operation)
    {
        await using var bus = new BulkBus();
        var runs = await bus.StartAsync(20);
        var job = await bus.AddAsync(operation, runs);

        await DieAsync(bus);
        (await bus.RowsAsync(job)).ShouldAllBe(row => row.Outcome == WorkflowBulkOutcome.Pending);
        await TakeOverAsync(bus, job);

        (await bus.JobAsync(job)).DoneCount.ShouldBe(20);
        foreach (var run in runs)
            run.Single(operation == WorkflowBulkOperation.Pause ? EntryKind.WorkflowPaused : EntryKind.WorkflowCanceled).Reason.ShouldBe("provider is back");
    }

    [Fact]
    public async Task Before_the_lease_is_over_nobody_takes_its_batch()
    {
        await using var bus = new BulkBus();
        var job = await bus.AddAsync(WorkflowBulkOperation.Pause, await bus.StartAsync(2));
        await DieAsync(bus);

        (await bus.OtherRunner().RunBatchAsync(Canceled)).ShouldBeFalse();

        (await bus.JobAsync(job)).DoneCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_retry_that_was_obeyed_is_not_obeyed_again_where_it_failed_again()
    {
        await using var bus = new BulkBus();
        bus.ChargeFails = true;
        var run = (await bus.StartAsync(1))[0];
        var job = await bus.AddAsync(WorkflowBulkOperation.Retry, [run]);

        await DieAsync(bus);
        await bus.Bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Faulted);
        await TakeOverAsync(bus, job);

        run.Single(EntryKind.WorkflowRetried).Actor.ShouldBe("ann");
        (await bus.RowsAsync(job)).ShouldHaveSingleItem().Outcome.ShouldBe(WorkflowBulkOutcome.Done);
    }

    [Fact]
    public async Task One_that_only_stood_still_records_nothing_and_changes_nothing()
    {
        await using var bus = new BulkBus();
        var runs = await bus.StartAsync(20);
        var job = await bus.AddAsync(WorkflowBulkOperation.Pause, runs);
        var stillness = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var frail = FrailBulkStore.InFrontOf(bus.Store);
        frail.Stillness = stillness.Task;

        var standing = bus.OtherRunner((IWorkflowStore)(object)frail).RunBatchAsync(Canceled);
        await TakeOverAsync(bus, job);
        var before = await bus.RowsAsync(job);
        foreach (var run in runs)
            await bus.Bus.Client.ResumeAsync(run.InstanceId, cancellationToken: Canceled);

        stillness.SetResult();
        (await standing).ShouldBeTrue();

        bus.Bus.Log.Lines.ShouldContain(line => line.EventId == 1504);
        (await bus.RowsAsync(job)).ShouldBe(before);
        foreach (var run in runs)
        {
            run.Single(EntryKind.WorkflowPaused).Actor.ShouldBe("ann");
            run.ShouldBe(WorkflowStatus.Waiting);
        }
    }

    [Fact]
    public async Task Many_at_once_do_everything_once()
    {
        await using var bus = new BulkBus();
        var runs = await bus.StartAsync(40);
        var jobs = new List<WorkflowBulkJob>();
        foreach (var part in runs.Chunk(8))
            jobs.Add(await bus.AddAsync(WorkflowBulkOperation.Pause, part));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var runner = bus.OtherRunner();
            while (await runner.RunBatchAsync(Canceled))
            {
            }
        }));

        foreach (var job in jobs)
            (await bus.JobAsync(job)).DoneCount.ShouldBe(8);

        foreach (var run in runs)
            run.Single(EntryKind.WorkflowPaused).Actor.ShouldBe("ann");
    }

    [Fact]
    public async Task One_that_stops_leaves_the_rest_to_others_at_once()
    {
        await using var bus = new BulkBus();
        var job = await bus.AddAsync(WorkflowBulkOperation.Pause, await bus.StartAsync(3));
        using var stop = new CancellationTokenSource();
        var frail = FrailBulkStore.InFrontOf(bus.Store);
        var stillness = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        frail.Stillness = stillness.Task;

        var stopping = bus.OtherRunner((IWorkflowStore)(object)frail).RunBatchAsync(stop.Token);
        await stop.CancelAsync();
        stillness.SetResult();
        await stopping;

        (await bus.JobAsync(job)).DoneCount.ShouldBe(0);
        (await bus.OtherRunner().RunBatchAsync(Canceled)).ShouldBeTrue();
        (await bus.JobAsync(job)).DoneCount.ShouldBe(3);
    }

    /// <summary>The lease runs out, and another worker takes the batch.</summary>
    private static async Task TakeOverAsync(BulkBus bus, WorkflowBulkJob job)
    {
        await bus.Bus.AdvanceAsync(BulkRunner.Lease);
        await bus.OtherRunner().RunBatchAsync(Canceled);
        await bus.EndsAsync(job, WorkflowBulkStatus.Completed);
    }

    /// <summary>A worker takes a batch, does it, and dies before it can record that.</summary>
    private static async Task DieAsync(BulkBus bus)
    {
        var frail = FrailBulkStore.InFrontOf(bus.Store);
        frail.DiesBeforeTheRecord = true;
        await Should.ThrowAsync<InvalidOperationException>(() => bus.OtherRunner((IWorkflowStore)(object)frail).RunBatchAsync(Canceled));
    }
}
