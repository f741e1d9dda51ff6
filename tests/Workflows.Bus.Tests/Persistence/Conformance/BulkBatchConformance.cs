using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Batches of jobs are held by one process at a time, and every row gets its outcome once.</summary>
public abstract class BulkBatchConformance : BulkConformance
{
    [Fact]
    public async Task A_batch_holds_the_first_rows_in_their_order()
    {
        var (job, ids) = await AddAsync(5);

        var batch = (await TakeAsync(Noon, size: 3)).ShouldNotBeNull();

        (batch.JobId, batch.Operation, batch.Actor, batch.Reason, batch.Attempt).ShouldBe((job.JobId, WorkflowBulkOperation.Retry, "ann", "provider is back", 1));
        batch.Rows.ShouldBe([new BulkPlace(1, ids[0]), new BulkPlace(2, ids[1]), new BulkPlace(3, ids[2])]);
    }

    [Fact]
    public async Task A_batch_brings_the_event_that_is_to_be_sent()
    {
        var job = NewJob() with { Operation = WorkflowBulkOperation.SendEvent, EventType = "Shop.Paid" };
        await Store.AddBulkJobAsync(job, """{"orderId":"o-1"}""", new[] { new[] { Guid.NewGuid() } }.ToAsyncEnumerable(), Canceled);

        var batch = (await TakeAsync(Noon)).ShouldNotBeNull();

        (batch.EventType, batch.EventBody).ShouldBe(("Shop.Paid", """{"orderId":"o-1"}"""));
        (await FindAsync(job)).EventType.ShouldBe("Shop.Paid");
    }

    [Fact]
    public async Task An_id_that_is_taken_brings_back_the_job_that_has_it()
    {
        var (job, ids) = await AddAsync(3);

        var again = await Store.AddBulkJobAsync(job with { TotalCount = 0, Reason = "again" }, null, new[] { new[] { Guid.NewGuid() } }.ToAsyncEnumerable(), Canceled);

        again.ShouldBe(job);
        (await RowsAsync(job)).Select(row => row.InstanceId).ShouldBe(ids);
    }

    [Fact]
    public async Task A_job_is_taken_of_by_one_at_a_time()
    {
        await AddAsync(5);
        await TakeAsync(Noon, size: 3);

        (await TakeAsync(Noon, size: 3)).ShouldBeNull();
        (await TakeAsync(Noon + Lease - TimeSpan.FromSeconds(1), size: 3)).ShouldBeNull();
    }

    [Fact]
    public async Task Many_who_take_at_once_never_hold_the_same_batch()
    {
        foreach (var _ in Enumerable.Range(0, 6))
            await AddAsync(3);

        var batches = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TakeAsync(Noon, size: 2)));

        var taken = batches.OfType<BulkBatch>().Select(batch => batch.JobId).ToArray();
        taken.ShouldBeUnique();
        taken.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_next_batch_is_taken_behind_the_outcome_of_the_last()
    {
        var (job, ids) = await AddAsync(5);
        await DoAsync(await TakeAsync(Noon, size: 3), Noon.AddSeconds(1));

        var second = (await TakeAsync(Noon.AddSeconds(1), size: 3)).ShouldNotBeNull();
        second.Rows.ShouldBe([new BulkPlace(4, ids[3]), new BulkPlace(5, ids[4])]);
        (await DoAsync(second, Noon.AddSeconds(2))).ShouldBe(WorkflowBulkStatus.Completed);

        (await TakeAsync(Noon.AddDays(1))).ShouldBeNull();
        (await FindAsync(job)).ShouldBe(job with { Status = WorkflowBulkStatus.Completed, DoneCount = 5, FinishedAt = Noon.AddSeconds(2) });
    }

    [Fact]
    public async Task Jobs_take_turns()
    {
        var (first, _) = await AddAsync(4, at: Noon);
        var (second, _) = await AddAsync(4, at: Noon.AddSeconds(1));
        var order = new List<Guid>();
        for (var now = Noon.AddSeconds(2); await TakeAsync(now, size: 2) is { } batch; now = now.AddSeconds(1))
        {
            order.Add(batch.JobId);
            await DoAsync(batch, now);
        }

        order.ShouldBe([first.JobId, second.JobId, first.JobId, second.JobId]);
    }

    [Fact]
    public async Task Every_row_says_what_came_of_it()
    {
        var (job, ids) = await AddAsync(3);
        var batch = (await TakeAsync(Noon)).ShouldNotBeNull();

        await Store.RecordBulkBatchAsync(batch, [new BulkResult(1), new BulkResult(2, "The instance is Completed."), new BulkResult(3)], Noon.AddSeconds(1), Noon, Canceled);

        (await RowsAsync(job)).ShouldBe(
        [
            new WorkflowBulkRow(ids[0], WorkflowBulkOutcome.Done, null, Noon.AddSeconds(1)),
            new WorkflowBulkRow(ids[1], WorkflowBulkOutcome.Refused, "The instance is Completed.", Noon.AddSeconds(1)),
            new WorkflowBulkRow(ids[2], WorkflowBulkOutcome.Done, null, Noon.AddSeconds(1)),
        ]);
        var ended = await FindAsync(job);
        (ended.DoneCount, ended.RefusedCount, ended.Status).ShouldBe((2L, 1L, WorkflowBulkStatus.Completed));
    }

    [Fact]
    public async Task Rows_that_are_left_out_come_again_at_their_time_and_nothing_else_before_them()
    {
        var (job, ids) = await AddAsync(4);
        var batch = (await TakeAsync(Noon, size: 3)).ShouldNotBeNull();
        await Store.RecordBulkBatchAsync(batch, [new BulkResult(2)], Noon, Noon.AddSeconds(10), Canceled);

        (await TakeAsync(Noon.AddSeconds(9))).ShouldBeNull();
        var again = (await TakeAsync(Noon.AddSeconds(10))).ShouldNotBeNull();

        again.Rows.ShouldBe([new BulkPlace(1, ids[0]), new BulkPlace(3, ids[2])]);
        (await FindAsync(job)).Status.ShouldBe(WorkflowBulkStatus.Running);
    }

    [Fact]
    public async Task Attempts_are_counted_from_the_last_one_that_came_further()
    {
        await AddAsync(3);
        var attempts = new List<int>();
        foreach (var results in new BulkResult[][] { [], [], [new BulkResult(2)], [], [new BulkResult(1, "it is over")] })
        {
            var batch = (await TakeAsync(Noon)).ShouldNotBeNull();
            attempts.Add(batch.Attempt);
            await Store.RecordBulkBatchAsync(batch, results, Noon, Noon, Canceled);
        }

        attempts.Add((await TakeAsync(Noon)).ShouldNotBeNull().Attempt);
        attempts.ShouldBe([1, 2, 3, 1, 2, 1]);
    }

    [Fact]
    public async Task A_batch_whose_taker_fell_silent_is_taken_again()
    {
        var (_, ids) = await AddAsync(2);
        var lost = (await TakeAsync(Noon)).ShouldNotBeNull();

        var again = (await TakeAsync(Noon + Lease)).ShouldNotBeNull();

        again.Rows.ShouldBe([new BulkPlace(1, ids[0]), new BulkPlace(2, ids[1])]);
        again.Attempt.ShouldBe(2);
        again.Fence.ShouldNotBe(lost.Fence);
    }

    [Fact]
    public async Task Who_lost_a_batch_records_nothing_of_it()
    {
        var (job, _) = await AddAsync(2);
        var lost = (await TakeAsync(Noon)).ShouldNotBeNull();
        var again = (await TakeAsync(Noon + Lease)).ShouldNotBeNull();

        (await Store.RecordBulkBatchAsync(lost, [new BulkResult(1, "too late"), new BulkResult(2, "too late")], Noon, Noon, Canceled)).ShouldBeNull();
        (await RowsAsync(job)).ShouldAllBe(row => row.Outcome == WorkflowBulkOutcome.Pending);

        (await DoAsync(again, Noon)).ShouldBe(WorkflowBulkStatus.Completed);
        (await RowsAsync(job)).ShouldAllBe(row => row.Outcome == WorkflowBulkOutcome.Done);
    }

    [Fact]
    public async Task An_outcome_that_is_recorded_twice_counts_once()
    {
        var (job, _) = await AddAsync(4);
        var batch = (await TakeAsync(Noon, size: 2)).ShouldNotBeNull();

        (await DoAsync(batch, Noon)).ShouldBe(WorkflowBulkStatus.Running);
        (await DoAsync(batch, Noon)).ShouldBeNull();

        (await FindAsync(job)).DoneCount.ShouldBe(2);
    }
}
