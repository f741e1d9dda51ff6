using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>What is shown of instances and definitions.</summary>
public abstract class QueryConformance : StoreConformance
{
    [Fact]
    public async Task The_details_of_an_instance_show_all_it_is_open_for()
    {
        var started = Parcels.Start(tags: new Dictionary<string, string> { ["tenant"] = "a" });
        var waiting = (await CommittedAsync(started, started.Picked(), started.Picked().Elapsed())).Instance;

        var details = (await Store.GetAsync(waiting.Id, Canceled))!;

        details.State.ShouldBe(waiting.State);
        details.TraceParent.ShouldBe(waiting.TraceParent);
        details.Tokens.ShouldHaveSingleItem().Node.ShouldBe("delivery");
        details.Subscriptions.ShouldBe([new WorkflowSubscription("delivery", MessageName.Of(typeof(ParcelDelivered)), waiting.Key!)]);
        TextOf(details.Summary).ShouldBe(TextOf((await ListAsync()).ShouldHaveSingleItem()));
        details.Summary.Tags.ShouldHaveSingleItem().ShouldBe(new("tenant", "a"));
    }

    [Fact]
    public async Task An_instance_that_waits_shows_for_what_and_until_when()
    {
        var started = Parcels.Start();
        var waiting = (await CommittedAsync(started, started.Picked(), started.Picked().Elapsed())).Instance;

        var line = (await ListAsync()).ShouldHaveSingleItem();

        (line.CurrentNode, line.Attempt).ShouldBe(("delivery", null));
        line.WaitingFor.ShouldBe([MessageName.Of(typeof(ParcelDelivered))]);
        line.DueAt.ShouldBe(waiting.CurrentToken!.DueAt);
        line.InNodeSince.ShouldBe(waiting.UpdatedAt);
        (line.Status, line.Revision, line.UpdatedAt, line.Key).ShouldBe((WorkflowStatus.Waiting, 3L, waiting.UpdatedAt, waiting.Key));
    }

    [Fact]
    public async Task An_instance_that_failed_shows_its_attempt_and_a_short_error()
    {
        var started = Parcels.Start();
        var failed = started.StepFailed();
        var error = failed.Instance.Error! with { Message = new string('x', 499) + "🐎" + new string('y', 4_000) };
        await CommittedAsync(started, failed with { Instance = failed.Instance with { Error = error } });

        var line = (await ListAsync()).ShouldHaveSingleItem();

        (line.CurrentNode, line.Attempt, line.ErrorType).ShouldBe(("pick", 2, "Shop.ShelfEmpty"));
        line.ErrorMessage.ShouldBe(new string('x', 499));
    }

    [Fact]
    public async Task An_instance_that_ended_shows_when_and_no_place()
    {
        var ended = (await CommittedAsync(Parcels.WholeLife())).Instance;

        var line = (await ListAsync()).ShouldHaveSingleItem();

        (line.Status, line.FinishedAt, line.CurrentNode, line.DueAt).ShouldBe((WorkflowStatus.Completed, ended.FinishedAt, null, null));
    }

    [Fact]
    public async Task An_instance_that_is_to_start_later_shows_when_and_no_place()
    {
        await CommittedAsync(Parcels.Start(startAt: Noon.AddHours(1)));

        var line = (await ListAsync()).ShouldHaveSingleItem();

        (line.Status, line.DueAt, line.CurrentNode, line.InNodeSince).ShouldBe((WorkflowStatus.Pending, Noon.AddHours(1), null, null));
    }

    [Fact]
    public async Task Pages_meet_without_gap_or_overlap_even_where_times_are_equal()
    {
        var starts = Enumerable.Range(0, 25).Select(i => Parcels.Start(at: Noon.AddSeconds(i / 10))).ToArray();
        await Store.CommitAsync(starts, Canceled);
        var expected = starts.OrderByDescending(start => start.Instance.CreatedAt).ThenByDescending(start => start.Instance.Id).Select(start => start.Instance.Id);

        var read = new List<Guid>();
        ListCursor? after = null;
        while (await Store.ListAsync(new WorkflowFilter(), after, 4, Canceled) is { Count: > 0 } page)
        {
            read.AddRange(page.Select(line => line.InstanceId));
            after = new ListCursor(page[^1].CreatedAt, page[^1].InstanceId);
        }

        read.ShouldBe(expected);
    }

    [Fact]
    public async Task Pages_of_a_filtered_list_hold_only_what_fits()
    {
        var starts = Enumerable.Range(0, 9).Select(i => Parcels.Start($"{(i % 3 == 0 ? "A" : "B")}-{i}")).ToArray();
        await Store.CommitAsync(starts, Canceled);
        var filter = new WorkflowFilter { Key = "A-*" };

        var first = await Store.ListAsync(filter, null, 2, Canceled);
        var second = await Store.ListAsync(filter, new ListCursor(first[^1].CreatedAt, first[^1].InstanceId), 2, Canceled);

        first.Concat(second).Select(line => line.Key).ShouldBe(["A-0", "A-3", "A-6"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_unknown_instance_has_no_details() => (await Store.GetAsync(Guid.NewGuid(), Canceled)).ShouldBeNull();

    [Fact]
    public async Task Definitions_are_registered_once_per_version_with_the_last_time()
    {
        var first = Definition("Parcel", 1);
        var second = Definition("Parcel", 2) with { StartedBy = ["Shop.ParcelOrdered"] };
        await Store.RegisterDefinitionsAsync([second, first], Noon, Canceled);
        var changed = first with { Endpoint = "parcels" };
        await Store.RegisterDefinitionsAsync([changed], Noon.AddHours(1), Canceled);

        TextOf(await Store.GetDefinitionsAsync(Canceled))
            .ShouldBe(TextOf(new[] { changed with { RegisteredAt = Noon.AddHours(1), IsRegistered = false }, second with { RegisteredAt = Noon, IsRegistered = false } }));
    }

    [Fact]
    public async Task Definitions_that_stood_in_the_place_of_one_before_are_kept_with_it()
    {
        var before = Definition("Parcel", 1) with { RegisteredAt = Noon.AddDays(-1), IsRegistered = false };
        await Store.RegisterDefinitionsAsync([Definition("Parcel", 1) with { Edges = [], Former = [before] }], Noon, Canceled);

        TextOf((await Store.GetDefinitionsAsync(Canceled)).ShouldHaveSingleItem().Former).ShouldBe(TextOf(new[] { before }));
    }

    private static WorkflowDefinitionView Definition(string name, int version) => new()
    {
        Name = name,
        Version = version,
        Endpoint = "parcel",
        Nodes = [new WorkflowNodeView { Name = "pick", Kind = "Step", Label = "up to 3 \"attempts\"" }, new WorkflowNodeView { Name = "delivery", Kind = "Wait", EventTypes = ["Shop.ParcelDelivered"], Correlations = [new WorkflowCorrelation("Shop.ParcelDelivered", "e => e.Key is s => s.Key")] }],
        Edges = [new WorkflowEdgeView("pick", "delivery"), new WorkflowEdgeView("delivery", "trace", "timeout")],
    };

    private Task<IReadOnlyList<WorkflowSummary>> ListAsync() => Store.ListAsync(new WorkflowFilter(), null, 100, Canceled);
}
