using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Queries;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>What a person searches for is found, in order, page by page, and counted.</summary>
public abstract class SearchConformance : StoreConformance
{
    private static readonly Dictionary<string, WorkflowSearch> _searches = new()
    {
        ["everything"] = new(),
        ["oldest first"] = new() { Order = WorkflowSearchOrder.OldestFirst },
        ["a status"] = new() { Filter = new() { Statuses = [WorkflowStatus.Faulted] } },
        ["statuses"] = new() { Filter = new() { Statuses = [WorkflowStatus.Faulted, WorkflowStatus.Canceled] } },
        ["a workflow"] = new() { Filter = new() { Workflow = "Parcel" } },
        ["a workflow and a status"] = new() { Filter = new() { Workflow = "Parcel", Statuses = [WorkflowStatus.Waiting] } },
        ["a version"] = new() { Filter = new() { Version = 3 } },
        ["a version that there is not"] = new() { Filter = new() { Version = 9 } },
        ["the beginning of a key in other letters"] = new() { Text = "RUN" },
        ["a whole key with a blank"] = new() { Text = "Case 7" },
        ["a word of an error"] = new() { Text = "SHELF" },
        ["two words of an error"] = new() { Text = "empty shop." },
        ["words that are not all there"] = new() { Text = "shelf full" },
        ["signs that mean something elsewhere"] = new() { Text = "%" },
        ["nothing but blanks"] = new() { Text = "  " },
        ["a text with a status"] = new() { Text = "e", Filter = new() { Statuses = [WorkflowStatus.Faulted] } },
        ["a text with a tag"] = new() { Text = "shelf", Filter = new() { Tags = new Dictionary<string, string> { ["tenant"] = "a" } } },
        ["a text that cannot be stored"] = new() { Text = "\0" },
        ["a node"] = new() { Node = "pick" },
        ["an event type"] = new() { WaitingFor = typeof(ParcelDelivered).FullName },
        ["unchanged since a time"] = new() { UnchangedSince = Noon.AddMinutes(3) },
        ["a cutoff"] = new() { Cutoff = Noon.AddMinutes(3) },
        ["a cutoff before it faulted"] = new() { Cutoff = Noon.AddMinutes(2).AddMilliseconds(200), Filter = new() { Statuses = [WorkflowStatus.Faulted] } },
        ["the beginning of a key"] = new() { Filter = new() { Key = "run*" } },
        ["the beginning of a key and a workflow"] = new() { Filter = new() { Key = "run*", Workflow = "Nobody" } },
    };

    private static readonly Dictionary<string, string> _expected = new()
    {
        ["everything"] = "wait-4 Case 7 fault-2 run-1 run-0",
        ["oldest first"] = "run-0 run-1 fault-2 Case 7 wait-4",
        ["a status"] = "fault-2",
        ["statuses"] = "Case 7 fault-2",
        ["a workflow"] = "wait-4 Case 7 fault-2 run-1 run-0",
        ["a workflow and a status"] = "wait-4",
        ["a version"] = "wait-4 Case 7 fault-2 run-1 run-0",
        ["a version that there is not"] = "",
        ["the beginning of a key in other letters"] = "run-1 run-0",
        ["a whole key with a blank"] = "Case 7",
        ["a word of an error"] = "fault-2",
        ["two words of an error"] = "fault-2",
        ["words that are not all there"] = "",
        ["signs that mean something elsewhere"] = "",
        ["nothing but blanks"] = "wait-4 Case 7 fault-2 run-1 run-0",
        ["a text with a status"] = "fault-2",
        ["a text with a tag"] = "fault-2",
        ["a text that cannot be stored"] = "",
        ["a node"] = "fault-2 run-1 run-0",
        ["an event type"] = "wait-4",
        ["unchanged since a time"] = "fault-2 run-1 run-0",
        ["a cutoff"] = "Case 7 fault-2 run-1 run-0",
        ["a cutoff before it faulted"] = "",
        ["the beginning of a key"] = "run-1 run-0",
        ["the beginning of a key and a workflow"] = "",
    };

    public static TheoryData<string> Searches => [.. _searches.Keys];

    private protected abstract ISearchStore Search { get; }

    private WorkflowInstances Instances => new(Search);

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task It_finds_and_counts_what_fits(string name)
    {
        await FillAsync();
        var search = _searches[name];

        var found = (await Instances.SearchAsync(search, cancellationToken: Canceled)).Items;

        KeysOf(found).ShouldBe(_expected[name]);
        (await Instances.ListIdsAsync(search, cancellationToken: Canceled)).Items.ShouldBe(found.Select(line => line.InstanceId));
        (await Instances.CountAsync(search, cancellationToken: Canceled)).ShouldBe(new WorkflowCount(found.Count));
        var counts = await Instances.CountByStatusAsync(search with { Filter = search.Filter with { Statuses = [] } }, cancellationToken: Canceled);
        foreach (var (status, count) in found.CountBy(line => line.Status))
            counts[status].ShouldBe(new WorkflowCount(count));
    }

    [Fact]
    public async Task A_wait_for_several_events_is_found_by_each_that_has_not_come()
    {
        await FillAsync();
        var started = await CommittedAsync(Claims.Start("claim-5"));
        (await AwaitingAsync(typeof(ClaimFiled))).WaitingFor.Count.ShouldBe(3);
        (await AwaitingAsync(typeof(ClaimAssessed))).Key.ShouldBe("claim-5");

        await CommittedAsync(started.Received(new ClaimFiled("claim-5")));

        (await AwaitingAsync(typeof(ClaimPhotographed))).WaitingFor.ShouldBe([typeof(ClaimPhotographed).FullName!, typeof(ClaimAssessed).FullName!]);
        (await Instances.SearchAsync(new WorkflowSearch { WaitingFor = typeof(ClaimFiled).FullName }, cancellationToken: Canceled)).Items.ShouldBeEmpty();
    }

    private async Task<WorkflowSummary> AwaitingAsync(Type eventType) =>
        (await Instances.SearchAsync(new WorkflowSearch { WaitingFor = eventType.FullName }, cancellationToken: Canceled)).Items.ShouldHaveSingleItem();

    [Fact]
    public async Task Instances_of_one_failure_are_found_by_its_fingerprint()
    {
        await FillAsync();
        var faulted = (await Instances.SearchAsync(new WorkflowSearch { Filter = new() { Statuses = [WorkflowStatus.Faulted] } }, cancellationToken: Canceled)).Items.ShouldHaveSingleItem();
        var search = new WorkflowSearch { Fingerprint = WorkflowFingerprint.Of("Parcel", "pick", "Shop.ShelfEmpty", "shelf B9 is empty") };

        (await Instances.SearchAsync(search, cancellationToken: Canceled)).Items.ShouldHaveSingleItem().InstanceId.ShouldBe(faulted.InstanceId);
        (await Instances.CountAsync(search, cancellationToken: Canceled)).ShouldBe(new WorkflowCount(1));
    }

    [Theory]
    [InlineData(WorkflowSearchOrder.NewestFirst, null)]
    [InlineData(WorkflowSearchOrder.OldestFirst, null)]
    [InlineData(WorkflowSearchOrder.NewestFirst, "Parcel")]
    [InlineData(WorkflowSearchOrder.OldestFirst, "Parcel")]
    public async Task Pages_lead_on_and_back_over_rows_of_one_instant(WorkflowSearchOrder order, string? workflow)
    {
        for (var i = 0; i < 7; i++)
            await CommittedAsync(Parcels.Start($"p-{i}", at: Noon.AddMinutes(i / 3)));

        var search = new WorkflowSearch { Order = order, Filter = new() { Workflow = workflow } };
        var all = (await Instances.SearchAsync(search, cancellationToken: Canceled)).Items.Select(line => line.InstanceId).ToArray();
        var first = await Instances.SearchAsync(search, null, 3, Canceled);
        var second = await Instances.SearchAsync(search, first.Next, 3, Canceled);
        var third = await Instances.SearchAsync(search, second.Next, 3, Canceled);

        all.Length.ShouldBe(7);
        (first.Previous, third.Next).ShouldBe((null, null));
        new[] { first, second, third }.SelectMany(slice => slice.Items).Select(line => line.InstanceId).ShouldBe(all);
        var back = await Instances.SearchAsync(search, third.Previous, 3, Canceled);
        TextOf(back.Items).ShouldBe(TextOf(second.Items));
        var front = await Instances.SearchAsync(search, back.Previous, 3, Canceled);
        TextOf(front.Items).ShouldBe(TextOf(first.Items));
        front.Previous.ShouldBeNull();
        TextOf((await Instances.SearchAsync(search, front.Next, 3, Canceled)).Items).ShouldBe(TextOf(second.Items));
    }

    [Fact]
    public async Task Ids_are_listed_page_by_page()
    {
        for (var i = 0; i < 5; i++)
            await CommittedAsync(Parcels.Start($"p-{i}", at: Noon));

        var first = await Instances.ListIdsAsync(new WorkflowSearch(), null, 3, Canceled);
        var second = await Instances.ListIdsAsync(new WorkflowSearch(), first.Next, 3, Canceled);

        (first.Items.Count, second.Items.Count, second.Next).ShouldBe((3, 2, null));
        first.Items.Concat(second.Items).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task Counting_stops_at_the_cap()
    {
        for (var i = 0; i < 4; i++)
            await CommittedAsync(Parcels.Start($"p-{i}", tags: new Dictionary<string, string> { ["tenant"] = "a" }));

        (await Instances.CountAsync(new WorkflowSearch(), 3, Canceled)).ShouldBe(new WorkflowCount(3, true));
        (await Instances.CountAsync(new WorkflowSearch(), 4, Canceled)).ShouldBe(new WorkflowCount(4));
        (await Instances.CountByStatusAsync(new WorkflowSearch(), 3, Canceled))[WorkflowStatus.Running].ShouldBe(new WorkflowCount(3, true));
        var tagged = new WorkflowSearch { Filter = new() { Tags = new Dictionary<string, string> { ["tenant"] = "a" } } };
        (await Instances.CountByStatusAsync(tagged, 3, Canceled))[WorkflowStatus.Running].ShouldBe(new WorkflowCount(3, true));
    }

    [Fact]
    public async Task Lines_are_found_by_their_ids()
    {
        await FillAsync();
        var all = (await Instances.SearchAsync(new WorkflowSearch(), cancellationToken: Canceled)).Items;

        var found = await Instances.FindAsync([all[1].InstanceId, Guid.NewGuid(), all[3].InstanceId], Canceled);

        TextOf(found.OrderByDescending(line => line.CreatedAt)).ShouldBe(TextOf(new[] { all[1], all[3] }));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("n1.2")]
    [InlineData("n99999999999999999999.00000000000000000000000000000000")]
    public async Task A_place_of_no_list_is_refused(string at) =>
        (await Should.ThrowAsync<WorkflowRefusedException>(() => Instances.SearchAsync(new WorkflowSearch(), at, 10, Canceled))).Refusal.ShouldBe(WorkflowRefusal.Malformed);

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task A_limit_out_of_bounds_is_refused(int limit) =>
        (await Should.ThrowAsync<WorkflowRefusedException>(() => Instances.SearchAsync(new WorkflowSearch(), null, limit, Canceled))).Message.ShouldContain("1 to 500");

    private async Task FillAsync()
    {
        await CommittedAsync(Parcels.Start("run-0"), Parcels.Start("run-1", at: Noon.AddMinutes(1)));
        await CommittedAsync(Parcels.Faulted("fault-2", Noon.AddMinutes(2), new Dictionary<string, string> { ["tenant"] = "a" }));
        var canceled = Parcels.Start("Case 7", at: Noon.AddMinutes(3));
        await CommittedAsync(canceled, canceled.Then(new CancelTrigger("bob", "no")));
        var waiting = Parcels.Start("wait-4", at: Noon.AddMinutes(4));
        await CommittedAsync(waiting, waiting.Picked(), waiting.Picked().Elapsed());
    }

    private static string KeysOf(IEnumerable<WorkflowSummary> lines) => string.Join(' ', lines.Select(line => line.Key));
}
