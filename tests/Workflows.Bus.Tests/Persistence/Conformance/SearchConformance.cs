using Workflows.Contracts;
using Workflows.Definition;
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
        ["the value of a tag"] = new() { Text = " dora3 " },
        ["the value of a tag in other letters"] = new() { Text = "DORA3" },
        ["the beginning of the value of a tag"] = new() { Text = "dora" },
        ["a tag by name and value"] = new() { Text = "customer=dora3" },
        ["a tag by another name"] = new() { Text = "tenant=dora3" },
        ["the value of a tag with a status"] = new() { Text = "dora3", Filter = new() { Statuses = [WorkflowStatus.Faulted] } },
        ["the value of a tag with another tag"] = new() { Text = "dora3", Filter = new() { Tags = new Dictionary<string, string> { ["tenant"] = "a" } } },
        ["what stands in a tag here and in a key there"] = new() { Text = "case 7" },
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
        ["the value of a tag"] = "wait-4 fault-2",
        ["the value of a tag in other letters"] = "",
        ["the beginning of the value of a tag"] = "",
        ["a tag by name and value"] = "wait-4 fault-2",
        ["a tag by another name"] = "",
        ["the value of a tag with a status"] = "fault-2",
        ["the value of a tag with another tag"] = "fault-2",
        ["what stands in a tag here and in a key there"] = "Case 7 run-1",
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
    public async Task An_id_is_found_as_text_whole_by_its_beginning_and_as_lists_show_it()
    {
        var id = new Guid("0a1b2c3d-4e5f-4061-8263-8495a6b7c8d9");
        await CommittedAsync(Parcels.Start("P-1", id), Parcels.Start("P-2", new Guid("0a1b2c3d-4e5f-4061-8263-8495a6b7c8ff")), Parcels.Start($"{id}"));

        (await FoundAsync($"{id}")).ShouldBe([$"{id}", "P-1"]);
        (await FoundAsync($" {id:N} ".ToUpperInvariant())).ShouldBe(["P-1"]);
        (await FoundAsync("0a1b2c3d")).ShouldBe([$"{id}", "P-1", "P-2"]);
        (await FoundAsync("0A1B2C3D-4e5f")).ShouldBe([$"{id}", "P-1", "P-2"]);
        (await FoundAsync("0a1b2c3d…b7c8d9")).ShouldBe(["P-1"]);
        (await FoundAsync("0a1b2c3e")).ShouldBeEmpty();
        (await FoundAsync("0a1b2c")).ShouldBe([$"{id}"]);
    }

    private async Task<string[]> FoundAsync(string text)
    {
        var search = new WorkflowSearch { Text = text };
        var found = (await Instances.SearchAsync(search, cancellationToken: Canceled)).Items;
        (await Instances.CountAsync(search, cancellationToken: Canceled)).ShouldBe(new WorkflowCount(found.Count));
        return [.. found.Select(line => line.Key!).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_wait_for_several_events_is_found_by_each_that_has_not_come()
    {
        await FillAsync();
        var started = await CommittedAsync(Claims.Start("claim-5"));
        (await AwaitingAsync(typeof(ClaimFiled))).WaitingFor.Count.ShouldBe(3);
        (await AwaitingAsync(typeof(ClaimAssessed))).Key.ShouldBe("claim-5");

        await CommittedAsync(started.Received(new ClaimFiled("claim-5")));

        (await AwaitingAsync(typeof(ClaimPhotographed))).WaitingFor.ShouldBe([MessageName.Of(typeof(ClaimPhotographed)), MessageName.Of(typeof(ClaimAssessed))]);
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
        await CommittedAsync(Parcels.Start("run-0"), Parcels.Start("run-1", at: Noon.AddMinutes(1), tags: new Dictionary<string, string> { ["like"] = "case 7" }));
        await CommittedAsync(Parcels.Faulted("fault-2", Noon.AddMinutes(2), new Dictionary<string, string> { ["tenant"] = "a", ["customer"] = "dora3" }));
        var canceled = Parcels.Start("Case 7", at: Noon.AddMinutes(3));
        await CommittedAsync(canceled, canceled.Then(new CancelTrigger("bob", "no")));
        var waiting = Parcels.Start("wait-4", at: Noon.AddMinutes(4), tags: new Dictionary<string, string> { ["customer"] = "dora3" });
        await CommittedAsync(waiting, waiting.Picked(), waiting.Picked().Elapsed());
    }

    private static string KeysOf(IEnumerable<WorkflowSummary> lines) => string.Join(' ', lines.Select(line => line.Key));
}
