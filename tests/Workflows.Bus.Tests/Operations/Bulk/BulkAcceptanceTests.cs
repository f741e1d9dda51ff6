using Workflows.Contracts;
using Workflows.Persistence.Memory;
using Workflows.Testing;

namespace Workflows.Tests.Operations.Bulk;

public sealed class BulkAcceptanceTests
{
    private readonly ManualClock _clock = new();
    private readonly MemoryWorkflowStore _store = new();

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_search_finds_is_fixed_page_by_page_in_its_order()
    {
        var ids = Ids(5);
        var instances = new ListedInstances(ids[..2], ids[2..4], ids[4..]);
        var search = new WorkflowSearch { Text = "timeout" };

        var job = await AcceptAsync(instances, new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Retry, Search = search, ExpectedCount = 5, Actor = "ann", Reason = "provider is back" });

        (job.TotalCount, job.Status, job.Actor, job.Reason, job.CreatedAt).ShouldBe((5L, WorkflowBulkStatus.Running, "ann", "provider is back", _clock.GetUtcNow()));
        (await RowsAsync(job)).ShouldBe(ids);
        instances.Asked.ShouldBe(Enumerable.Repeat(job.Search!, 3));
        job.Search.ShouldBe(search with { Cutoff = _clock.GetUtcNow() });
    }

    [Fact]
    public async Task The_cutoff_of_the_person_who_decided_is_kept()
    {
        var cutoff = _clock.GetUtcNow().AddMinutes(-3);

        var job = await AcceptAsync(new ListedInstances(Ids(1)), new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Pause, Search = new WorkflowSearch { Cutoff = cutoff } });

        job.Search!.Cutoff.ShouldBe(cutoff);
    }

    [Fact]
    public async Task An_instance_that_is_named_twice_is_taken_once()
    {
        var ids = Ids(2);

        var job = await AcceptAsync(new ListedInstances(), Named([ids[0], ids[1], ids[0]]) with { ExpectedCount = 2 });

        job.Search.ShouldBeNull();
        (await RowsAsync(job)).ShouldBe(ids);
    }

    [Fact]
    public async Task Fewer_than_were_expected_are_taken_more_are_not()
    {
        var request = new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Cancel, Search = new WorkflowSearch(), ExpectedCount = 3 };
        (await AcceptAsync(new ListedInstances(Ids(2)), request)).TotalCount.ShouldBe(2);

        (await RefusedAsync(new ListedInstances(Ids(2), Ids(2)), request)).ShouldBe("More than 3 instances match, but 3 were confirmed. Look again, and confirm the number there is now.");
        (await _store.ListBulkJobsAsync(null, 10, Canceled)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_not_a_job()
    {
        (await RefusedAsync(new ListedInstances(), Named([]))).ShouldBe("No instance matches. Name instances, or widen the search.");
        (await RefusedAsync(new ListedInstances(), Named([]) with { Search = new WorkflowSearch() })).ShouldBe("No instance matches. Name instances, or widen the search.");
        (await _store.ListBulkJobsAsync(null, 10, Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_malformed_request_is_refused_with_a_sentence()
    {
        var instances = new ListedInstances(Ids(1));
        (await RefusedAsync(instances, Named(Ids(501)))).ShouldBe("At most 500 instances may be named, but 501 are. Use a search for more.");
        (await RefusedAsync(instances, Named(Ids(1)) with { Search = new WorkflowSearch() })).ShouldBe("Expected either instances that are named or a search, but both are given. Leave one out.");
        (await RefusedAsync(instances, Named(Ids(1)) with { Operation = (WorkflowBulkOperation)77 })).ShouldBe("There is no operation 77 on many instances. Possible: Pause, Resume, Cancel, Retry, Skip, SendEvent.");
        (await RefusedAsync(instances, Named(Ids(1)) with { Reason = new string('x', 2_001) })).ShouldBe("The reason may have 2000 characters, but it has 2001.");
    }

    [Fact]
    public async Task A_request_that_comes_twice_with_one_id_is_one_job()
    {
        var ids = Ids(2);
        var request = Named(ids) with { JobId = Guid.NewGuid(), ExpectedCount = 2 };
        var first = await AcceptAsync(new ListedInstances(), request);

        (await AcceptAsync(new ListedInstances(), request)).ShouldBe(first);

        first.JobId.ShouldBe(request.JobId.Value);
        (await _store.ListBulkJobsAsync(null, 10, Canceled)).ShouldHaveSingleItem();
        (await RefusedAsync(new ListedInstances(), request with { Operation = WorkflowBulkOperation.Cancel })).ShouldBe($"The id {first.JobId} is taken by a job with the operation Pause. Start Cancel with another id.");
        (await RefusedAsync(new ListedInstances(), request with { JobId = Guid.Empty })).ShouldBe("The id of a job must not be all zeros. Leave it out, or give a new one.");
    }

    [Theory]
    [InlineData(null, "{}", "SendEvent takes the type of the event, a name of 1 to 500 characters.")]
    [InlineData("Paid", null, "The event must be a JSON object: ")]
    [InlineData("Paid", "[1]", "The event must be a JSON object, but it is a JSON array.")]
    [InlineData("Paid", "{\"a\":\"\\u0000\"}", "The event must be a JSON object: ")]
    public async Task An_event_that_cannot_be_sent_is_refused(string? type, string? body, string sentence) =>
        (await RefusedAsync(new ListedInstances(), Named(Ids(1)) with { Operation = WorkflowBulkOperation.SendEvent, EventType = type, EventBody = body })).ShouldStartWith(sentence);

    [Fact]
    public async Task An_event_where_none_is_sent_is_refused() =>
        (await RefusedAsync(new ListedInstances(), Named(Ids(1)) with { EventType = "Paid" })).ShouldBe("An event is given, but Pause sends none. Leave it out.");

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    [Fact]
    public async Task An_event_that_is_too_large_is_refused_before_it_is_stored()
    {
        var request = Named(Ids(1)) with { Operation = WorkflowBulkOperation.SendEvent, EventType = "OrderPaid", EventBody = $$"""{"OrderId":"{{new string('x', 5_000)}}"}""" };

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(() => AcceptAsync(new ListedInstances(), request));

        refused.Message.ShouldStartWith("The event cannot be sent: it is 5,014 bytes as JSON, but the limit is 4,096 (MessageSizeLimit).");
        (await _store.ListBulkJobsAsync(null, 10, Canceled)).ShouldBeEmpty();
    }

    private static WorkflowBulkRequest Named(IReadOnlyList<Guid> ids) => new() { Operation = WorkflowBulkOperation.Pause, InstanceIds = ids };

    private Task<WorkflowBulkJob> AcceptAsync(ListedInstances instances, WorkflowBulkRequest request) => instances.AcceptInto(_store, _clock).AcceptAsync(request, Canceled);

    private async Task<string> RefusedAsync(ListedInstances instances, WorkflowBulkRequest request)
    {
        var refused = await Should.ThrowAsync<WorkflowRefusedException>(() => AcceptAsync(instances, request));
        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        return refused.Message;
    }

    private async Task<IEnumerable<Guid>> RowsAsync(WorkflowBulkJob job) => (await _store.ListBulkRowsAsync(job.JobId, null, 0, 100, Canceled)).Select(row => row.Row.InstanceId);
}
