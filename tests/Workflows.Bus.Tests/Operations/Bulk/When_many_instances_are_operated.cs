using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Operations.Bulk;
using Workflows.Testing;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Operations.Bulk;

public sealed class When_many_instances_are_operated
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_done_with_who_and_why_in_its_journal()
    {
        await using var bus = new BulkBus();
        var runs = await bus.StartAsync(BulkRunner.BatchSize + 20);

        var job = await bus.BulkAsync(bulk => bulk.StartAsync(new WorkflowBulkRequest
        {
            Operation = WorkflowBulkOperation.Pause,
            InstanceIds = [.. runs.Select(run => run.InstanceId)],
            Actor = "ann",
            Reason = "provider is down",
        }, Canceled));
        (job.Status, job.TotalCount).ShouldBe((WorkflowBulkStatus.Running, (long)runs.Length));
        await bus.EndsAsync(job, WorkflowBulkStatus.Completed);

        var ended = await bus.JobAsync(job);
        (ended.DoneCount, ended.RefusedCount, ended.FinishedAt).ShouldBe((runs.Length, 0L, bus.Bus.Now));
        (await bus.RowsAsync(job)).ShouldBe(runs.Select(run => new WorkflowBulkRow(run.InstanceId, WorkflowBulkOutcome.Done, null, bus.Bus.Now)));
        foreach (var run in runs)
        {
            run.ShouldBe(WorkflowStatus.Paused);
            (run.Single(EntryKind.WorkflowPaused).Actor, run.Single(EntryKind.WorkflowPaused).Reason).ShouldBe(("ann", "provider is down"));
        }
    }

    [Fact]
    public async Task What_has_become_of_those_that_obeyed_is_told_as_it_stands()
    {
        await using var bus = new BulkBus { ChargeFails = true };
        var runs = await bus.StartAsync(3);
        var job = await bus.BulkAsync(bulk => bulk.StartAsync(new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Retry, InstanceIds = [.. runs.Select(run => run.InstanceId), Guid.NewGuid()] }, Canceled));
        await bus.EndsAsync(job, WorkflowBulkStatus.Completed);
        await bus.Bus.SettleAsync();

        var standing = await bus.BulkAsync(bulk => bulk.GetStandingAsync(job.JobId, cancellationToken: Canceled));
        (await bus.JobAsync(job)).DoneCount.ShouldBe(3);
        standing.ByStatus.ShouldBe(new Dictionary<WorkflowStatus, long> { [WorkflowStatus.Faulted] = 3 });
        (standing.GoneCount, standing.IsCapped).ShouldBe((0L, false));
        (await bus.BulkAsync(bulk => bulk.GetStandingAsync(job.JobId, 2, Canceled))).ShouldSatisfyAllConditions(
            capped => capped.ByStatus[WorkflowStatus.Faulted].ShouldBe(2),
            capped => capped.IsCapped.ShouldBeTrue());
    }

    [Theory]
    [InlineData(WorkflowBulkOperation.Pause, WorkflowStatus.Paused)]
    [InlineData(WorkflowBulkOperation.Resume, WorkflowStatus.Waiting)]
    [InlineData(WorkflowBulkOperation.Cancel, WorkflowStatus.Canceled)]
    [InlineData(WorkflowBulkOperation.Retry, WorkflowStatus.Waiting)]
    [InlineData(WorkflowBulkOperation.Skip, WorkflowStatus.Waiting)]
    public async Task Every_operation_does_what_it_does_to_one(WorkflowBulkOperation operation, WorkflowStatus expected)
    {
        await using var bus = new BulkBus();
        bus.ChargeFails = operation is WorkflowBulkOperation.Retry or WorkflowBulkOperation.Skip;
        var run = (await bus.StartAsync(1))[0];
        if (operation == WorkflowBulkOperation.Resume)
            await bus.Bus.Client.PauseAsync(run.InstanceId, cancellationToken: Canceled);

        bus.ChargeFails = false;
        var job = await bus.BulkAsync(bulk => bulk.StartAsync(new WorkflowBulkRequest { Operation = operation, InstanceIds = [run.InstanceId] }, Canceled));
        await bus.EndsAsync(job, WorkflowBulkStatus.Completed);
        await bus.Bus.SettleAsync();

        (await bus.RowsAsync(job)).ShouldHaveSingleItem().Outcome.ShouldBe(WorkflowBulkOutcome.Done);
        run.ShouldBe(expected);
    }

    [Fact]
    public async Task An_event_is_handed_to_each_whatever_its_key()
    {
        await using var bus = new BulkBus();
        var runs = await bus.StartAsync(2);
        await bus.Bus.Client.CancelAsync(runs[1].InstanceId, cancellationToken: Canceled);

        var job = await bus.BulkAsync(bulk => bulk.StartAsync(new WorkflowBulkRequest
        {
            Operation = WorkflowBulkOperation.SendEvent,
            EventType = nameof(OrderPaid),
            EventBody = """{"OrderId":"another"}""",
            InstanceIds = [.. runs.Select(run => run.InstanceId)],
            Actor = "ann",
            Reason = "paid by letter",
        }, Canceled));
        await bus.EndsAsync(job, WorkflowBulkStatus.Completed);
        await bus.Bus.SettleAsync();

        job.EventType.ShouldBe(nameof(OrderPaid));
        runs[0].ShouldBe(WorkflowStatus.Completed);
        var received = runs[0].Single(EntryKind.EventReceived);
        (received.Actor, received.Reason).ShouldBe(("ann", "paid by letter"));
        var rows = await bus.RowsAsync(job);
        rows.Select(row => row.Outcome).ShouldBe([WorkflowBulkOutcome.Done, WorkflowBulkOutcome.Refused]);
        runs[1].ShouldBe(WorkflowStatus.Canceled);
    }

    [Fact]
    public async Task What_cannot_be_done_says_why_and_the_rest_is_done()
    {
        await using var bus = new BulkBus();
        var runs = await bus.StartAsync(2);
        await bus.Bus.Client.CancelAsync(runs[0].InstanceId, cancellationToken: Canceled);
        var gone = Guid.NewGuid();

        var job = await bus.BulkAsync(bulk => bulk.StartAsync(new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Cancel, InstanceIds = [runs[0].InstanceId, gone, runs[1].InstanceId] }, Canceled));
        await bus.EndsAsync(job, WorkflowBulkStatus.Completed);

        var ended = await bus.JobAsync(job);
        (ended.DoneCount, ended.RefusedCount).ShouldBe((1L, 2L));
        var rows = await bus.RowsAsync(job);
        rows[0].Message.ShouldNotBeNull().ShouldStartWith("Cancel is not possible while the instance is Canceled.");
        rows[1].Message.ShouldBe($"There is no instance {gone}.");
        rows[2].Outcome.ShouldBe(WorkflowBulkOutcome.Done);
        runs[1].ShouldBe(WorkflowStatus.Canceled);
    }

    [Fact]
    public async Task What_a_search_found_is_taken_whatever_it_would_find_now()
    {
        var ids = new List<Guid>();
        await using var bus = new BulkBus(ids);
        var runs = await bus.StartAsync(3);
        ids.AddRange(runs[..2].Select(run => run.InstanceId));

        var job = await bus.BulkAsync(bulk => bulk.StartAsync(new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Pause, Search = new WorkflowSearch(), ExpectedCount = 2 }, Canceled));
        ids.Add(runs[2].InstanceId);
        await bus.EndsAsync(job, WorkflowBulkStatus.Completed);

        runs.Select(run => run.Status).ShouldBe([WorkflowStatus.Paused, WorkflowStatus.Paused, WorkflowStatus.Waiting]);
    }

    [Fact]
    public async Task A_message_wakes_it_for_a_job_that_was_accepted_elsewhere()
    {
        await using var bus = new BulkBus();
        var runs = await bus.StartAsync(2);
        var job = await bus.AddAsync(WorkflowBulkOperation.Pause, runs);

        await bus.Bus.Harness.Bus.Publish(new WorkflowBulkAccepted(job.JobId), Canceled);

        await bus.EndsAsync(job, WorkflowBulkStatus.Completed);
    }

    [Fact]
    public async Task A_job_that_nobody_was_told_of_is_found()
    {
        await using var bus = new BulkBus();
        var job = await bus.AddAsync(WorkflowBulkOperation.Pause, await bus.StartAsync(2));

        await bus.Bus.AdvanceAsync(TimeSpan.FromSeconds(15));

        await bus.EndsAsync(job, WorkflowBulkStatus.Completed);
    }

    [Fact]
    public async Task An_abort_leaves_the_rest_alone()
    {
        await using var bus = new BulkBus();
        var runs = await bus.StartAsync(BulkRunner.BatchSize + 2);
        var job = await bus.AddAsync(WorkflowBulkOperation.Pause, runs);
        await bus.Runner.RunBatchAsync(Canceled);

        var aborted = await bus.BulkAsync(bulk => bulk.AbortAsync(job.JobId, new OperationOptions("bob", "wrong filter"), Canceled));

        (aborted.Status, aborted.DoneCount, aborted.FinishedAt).ShouldBe((WorkflowBulkStatus.Aborted, BulkRunner.BatchSize, bus.Bus.Now));
        (await bus.Runner.RunBatchAsync(Canceled)).ShouldBeFalse();
        runs[^1].ShouldBe(WorkflowStatus.Waiting);
        (await bus.RowsAsync(job))[^1].ShouldBe(new WorkflowBulkRow(runs[^1].InstanceId, WorkflowBulkOutcome.Pending));
        var again = await Should.ThrowAsync<WorkflowRefusedException>(() => bus.BulkAsync(bulk => bulk.AbortAsync(job.JobId)));
        (again.Refusal, again.Message).ShouldBe((WorkflowRefusal.WrongStatus, "The job is Aborted: there is nothing to stop."));
        var unknown = await Should.ThrowAsync<WorkflowRefusedException>(() => bus.BulkAsync(bulk => bulk.AbortAsync(runs[0].InstanceId)));
        unknown.Message.ShouldBe($"There is no job {runs[0].InstanceId}.");
    }

    [Fact]
    public async Task Jobs_and_rows_are_read_page_by_page()
    {
        await using var bus = new BulkBus();
        var runs = await bus.StartAsync(3);
        var first = await bus.AddAsync(WorkflowBulkOperation.Pause, runs);
        await bus.Bus.AdvanceAsync(TimeSpan.FromSeconds(1));
        var second = await bus.AddAsync(WorkflowBulkOperation.Resume, runs);

        var jobs = await bus.BulkAsync(bulk => bulk.ListAsync(limit: 1));
        jobs.Items.ShouldHaveSingleItem().JobId.ShouldBe(second.JobId);
        var rest = await bus.BulkAsync(bulk => bulk.ListAsync(jobs.Next, 1));
        (rest.Items.ShouldHaveSingleItem().JobId, rest.Next).ShouldBe((first.JobId, null));

        var rows = await bus.BulkAsync(bulk => bulk.ListRowsAsync(first.JobId, limit: 2));
        rows.Items.Select(row => row.InstanceId).ShouldBe(runs[..2].Select(run => run.InstanceId));
        var last = await bus.BulkAsync(bulk => bulk.ListRowsAsync(first.JobId, after: rows.Next, limit: 2));
        (last.Items.ShouldHaveSingleItem().InstanceId, last.Next).ShouldBe((runs[2].InstanceId, null));
        (await Should.ThrowAsync<WorkflowRefusedException>(() => bus.BulkAsync(bulk => bulk.ListRowsAsync(first.JobId, after: "x")))).Refusal.ShouldBe(WorkflowRefusal.Malformed);
        (await Should.ThrowAsync<WorkflowRefusedException>(() => bus.BulkAsync(bulk => bulk.ListAsync(limit: 201)))).Message.ShouldBe("The limit must be 1 to 200, but it is 201.");
    }
}
