using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Jobs are stored whole, listed page by page, and aborted behind the batch that is under way.</summary>
public abstract class BulkReadingConformance : BulkConformance
{
    private protected abstract IAuditStore Audit { get; }

    [Fact]
    public async Task A_job_comes_back_as_it_was_stored()
    {
        var search = new WorkflowSearch
        {
            Filter = new WorkflowFilter
            {
                Statuses = [WorkflowStatus.Faulted, WorkflowStatus.Pending],
                Workflow = "Parcel",
                Version = 3,
                Key = "P-*",
                Tags = new Dictionary<string, string> { ["tenant"] = "acme" },
                CreatedFrom = Noon,
                CreatedBefore = Noon.AddDays(1),
            },
            Text = "time\u0000out \"ž\"",
            Node = "pick",
            WaitingFor = "Shop.Paid",
            Fingerprint = "f00",
            UnchangedSince = Noon,
            Cutoff = Noon.AddHours(1),
            Order = WorkflowSearchOrder.OldestFirst,
        };
        var (job, _) = await AddAsync(2, search: search);

        var found = (await Store.FindBulkJobAsync(job.JobId, Canceled)).ShouldNotBeNull();

        found.AbortedBy.ShouldBeNull();
        TextOf(found.Job).ShouldBe(TextOf(job));
        TextOf(found.Job.Search).ShouldBe(TextOf(search));
    }

    [Fact]
    public async Task Where_those_that_obeyed_stand_now_is_counted()
    {
        var faulted = Parcels.Faulted("P-1");
        var waiting = Parcels.Start("P-2");
        await CommittedAsync(faulted);
        await CommittedAsync(waiting, waiting.Picked());
        await CommittedAsync(Parcels.Start("P-3"));
        Guid[] ids = [faulted[0].Instance.Id, waiting.Instance.Id, Guid.NewGuid(), (await CommittedAsync(Parcels.Start("P-4"))).Instance.Id];
        var job = await Store.AddBulkJobAsync(NewJob(), null, new[] { ids }.ToAsyncEnumerable(), Canceled);
        (await StandingAsync(job, 10)).ShouldBeEmpty();

        var batch = (await TakeAsync(Noon)).ShouldNotBeNull();
        await Store.RecordBulkBatchAsync(batch, [.. batch.Rows.Take(3).Select(row => new BulkResult(row.Position)), new BulkResult(4, "no")], Noon, Noon, Canceled);

        (await StandingAsync(job, 10)).ShouldBe([(null, 1), (WorkflowStatus.Waiting, 1), (WorkflowStatus.Faulted, 1)], ignoreOrder: true);
        (await StandingAsync(job, 1)).ShouldBe([(WorkflowStatus.Faulted, 1)]);
        (await Store.CountBulkStandingAsync(Guid.NewGuid(), 10, Canceled)).ShouldBeEmpty();
    }

    private Task<IReadOnlyList<(WorkflowStatus? Status, long Count)>> StandingAsync(WorkflowBulkJob job, int limit) => Store.CountBulkStandingAsync(job.JobId, limit, Canceled);

    [Fact]
    public async Task A_search_without_conditions_comes_back_as_one()
    {
        var (job, _) = await AddAsync(1, search: new WorkflowSearch());

        TextOf((await FindAsync(job)).Search).ShouldBe(TextOf(new WorkflowSearch()));
    }

    [Fact]
    public async Task A_job_whose_instances_cannot_all_be_found_is_not_stored()
    {
        var job = NewJob();

        await Should.ThrowAsync<WorkflowRefusedException>(() => Store.AddBulkJobAsync(job, null, Broken(), Canceled));

        (await Store.FindBulkJobAsync(job.JobId, Canceled)).ShouldBeNull();
        (await Store.ListBulkRowsAsync(job.JobId, null, 0, 10, Canceled)).ShouldBeEmpty();
        (await TakeAsync(Noon)).ShouldBeNull();

        static async IAsyncEnumerable<IReadOnlyList<Guid>> Broken()
        {
            yield return [Guid.NewGuid(), Guid.NewGuid()];
            await Task.Yield();
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, "More match than were confirmed.");
        }
    }

    [Fact]
    public async Task Jobs_are_listed_latest_first_page_by_page()
    {
        var jobs = new List<WorkflowBulkJob>();
        for (var i = 0; i < 5; i++)
            jobs.Add((await AddAsync(1, at: Noon.AddSeconds(i / 2))).Job);

        var expected = jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.JobId.ToString("N"), StringComparer.Ordinal).Select(job => job.JobId).ToArray();
        var listed = new List<StoredBulkJob>();
        for (ListCursor? after = null; await Store.ListBulkJobsAsync(after, 2, Canceled) is { Count: > 0 } page; after = new ListCursor(page[^1].Job.CreatedAt, page[^1].Job.JobId))
            listed.AddRange(page);

        listed.Select(stored => stored.Job.JobId).ShouldBe(expected);
    }

    [Fact]
    public async Task Rows_are_listed_in_their_order_by_outcome_and_page_by_page()
    {
        var (job, ids) = await AddAsync(6);
        var batch = (await TakeAsync(Noon, size: 4)).ShouldNotBeNull();
        await Store.RecordBulkBatchAsync(batch, [new BulkResult(1, "no"), new BulkResult(2), new BulkResult(3, "no"), new BulkResult(4)], Noon, Noon, Canceled);

        (await IdsAsync(null, 0, 4)).ShouldBe(ids[..4]);
        (await IdsAsync(null, 4, 4)).ShouldBe(ids[4..]);
        (await IdsAsync(WorkflowBulkOutcome.Refused, 0, 10)).ShouldBe([ids[0], ids[2]]);
        (await IdsAsync(WorkflowBulkOutcome.Done, 2, 10)).ShouldBe([ids[3]]);
        (await IdsAsync(WorkflowBulkOutcome.Pending, 0, 1)).ShouldBe([ids[4]]);
        (await Store.ListBulkRowsAsync(Guid.NewGuid(), null, 0, 10, Canceled)).ShouldBeEmpty();

        async Task<IEnumerable<Guid>> IdsAsync(WorkflowBulkOutcome? outcome, int after, int limit) =>
            (await Store.ListBulkRowsAsync(job.JobId, outcome, after, limit, Canceled)).Select(row => row.Row.InstanceId);
    }

    [Fact]
    public async Task An_aborted_job_is_left_alone()
    {
        var (job, _) = await AddAsync(4);
        await DoAsync(await TakeAsync(Noon, size: 2), Noon);

        (await AbortAsync(job)).ShouldBeTrue();

        (await TakeAsync(Noon.AddDays(1))).ShouldBeNull();
        var stored = (await Store.FindBulkJobAsync(job.JobId, Canceled)).ShouldNotBeNull();
        stored.ShouldBe(new StoredBulkJob(job with { Status = WorkflowBulkStatus.Aborted, DoneCount = 2, FinishedAt = Noon.AddMinutes(1) }, new OperationOptions("bob", "wrong filter")));
        (await AbortAsync(job)).ShouldBeFalse();
        (await Store.AbortBulkJobAsync(Guid.NewGuid(), new OperationOptions(), Noon, Canceled)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_batch_that_is_under_way_when_a_job_is_aborted_gets_its_outcomes()
    {
        var (job, _) = await AddAsync(4);
        var batch = await TakeAsync(Noon, size: 2);
        await AbortAsync(job);

        (await DoAsync(batch, Noon.AddMinutes(2))).ShouldBe(WorkflowBulkStatus.Aborted);

        (await FindAsync(job)).ShouldBe(job with { Status = WorkflowBulkStatus.Aborted, DoneCount = 2, FinishedAt = Noon.AddMinutes(1) });
        (await TakeAsync(Noon.AddDays(1))).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_dead_process_did_of_an_aborted_job_is_found_out_once()
    {
        var (job, ids) = await AddAsync(4);
        await TakeAsync(Noon, size: 2);
        await AbortAsync(job);

        var again = (await TakeAsync(Noon.AddMinutes(5))).ShouldNotBeNull();
        again.Rows.Select(row => row.InstanceId).ShouldBe(ids[..2]);
        (await Store.RecordBulkBatchAsync(again, [new BulkResult(1)], Noon, Noon, Canceled)).ShouldBe(WorkflowBulkStatus.Aborted);

        (await TakeAsync(Noon.AddDays(1))).ShouldBeNull();
        (await RowsAsync(job)).Select(row => row.Outcome).ShouldBe([WorkflowBulkOutcome.Done, WorkflowBulkOutcome.Pending, WorkflowBulkOutcome.Pending, WorkflowBulkOutcome.Pending]);
    }

    [Fact]
    public async Task Who_accepted_a_job_and_who_aborted_it_is_recorded_with_it()
    {
        var (job, _) = await AddAsync(4);
        await DoAsync(await TakeAsync(Noon, size: 2), Noon);
        await AbortAsync(job);
        await AbortAsync(job);

        var recorded = await Audit.ListAuditAsync(new WorkflowAuditFilter { JobId = job.JobId }, null, 10, Canceled);
        recorded.Select(line => line.Entry).Select(entry => $"{entry.At:HH:mm} {entry.Operation} by {entry.Actor} because {entry.Reason}, {(entry.IsAccepted ? "accepted" : "refused")}: {entry.Outcome}").ShouldBe(
            ["12:01 AbortBulk by bob because wrong filter, accepted: Behind 2 of 4 instances.", "12:00 Bulk by ann because provider is back, accepted: Retry of 4 instances."]);
    }

    [Fact]
    public async Task What_nobody_put_a_name_to_is_not_recorded()
    {
        var job = await Store.AddBulkJobAsync(NewJob() with { Actor = null }, null, new[] { new[] { Guid.NewGuid() } }.ToAsyncEnumerable(), Canceled);
        (await Store.AbortBulkJobAsync(job.JobId, new OperationOptions(), Noon, Canceled)).ShouldBeTrue();

        (await Audit.ListAuditAsync(new WorkflowAuditFilter { JobId = job.JobId }, null, 10, Canceled)).ShouldBeEmpty();
    }

    private Task<bool> AbortAsync(WorkflowBulkJob job) => Store.AbortBulkJobAsync(job.JobId, new OperationOptions("bob", "wrong filter"), Noon.AddMinutes(1), Canceled);
}
