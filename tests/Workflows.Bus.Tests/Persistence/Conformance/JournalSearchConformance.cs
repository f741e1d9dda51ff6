using System.Text.Json.Nodes;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;
using Workflows.Queries;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>The journal of an instance can be searched, and tells the state at every entry.</summary>
public abstract class JournalSearchConformance : StoreConformance
{
    private static readonly Dictionary<string, WorkflowJournalSearch> _searches = new()
    {
        ["everything"] = new(),
        ["latest first"] = new() { LatestFirst = true },
        ["a kind"] = new() { Kinds = ["EventReceived"] },
        ["kinds"] = new() { Kinds = ["SleepElapsed", "WorkflowStarted", "Nonsense"] },
        ["a node"] = new() { Node = "bill" },
        ["text in an actor"] = new() { Text = "ANN" },
        ["text in a reason"] = new() { Text = "ordered" },
        ["text in a detail"] = new() { Text = "parceldelivered" },
        ["text in nodes"] = new() { Text = "overn" },
        ["text that is nowhere"] = new() { Text = "%" },
        ["a node and a kind"] = new() { Node = "pick", Kinds = ["StepCompleted"] },
    };

    private static readonly Dictionary<string, string> _expected = new()
    {
        ["everything"] = "1 WorkflowStarted, 2 StepCompleted, 3 SleepElapsed, 4 EventReceived, 5 StepCompleted, 6 WorkflowCompleted",
        ["latest first"] = "6 WorkflowCompleted, 5 StepCompleted, 4 EventReceived, 3 SleepElapsed, 2 StepCompleted, 1 WorkflowStarted",
        ["a kind"] = "4 EventReceived",
        ["kinds"] = "1 WorkflowStarted, 3 SleepElapsed",
        ["a node"] = "5 StepCompleted",
        ["text in an actor"] = "1 WorkflowStarted",
        ["text in a reason"] = "1 WorkflowStarted",
        ["text in a detail"] = "4 EventReceived",
        ["text in nodes"] = "2 StepCompleted, 3 SleepElapsed",
        ["text that is nowhere"] = "",
        ["a node and a kind"] = "2 StepCompleted",
    };

    public static TheoryData<string> Searches => [.. _searches.Keys];

    private protected abstract ISearchStore Search { get; }

    private WorkflowInstances Instances => new(Search);

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task It_finds_what_fits(string name)
    {
        var id = (await CommittedAsync(Parcels.WholeLife("42"))).Instance.Id;
        await CommittedAsync(Parcels.WholeLife("43"));

        var entries = await Instances.SearchJournalAsync(id, _searches[name], cancellationToken: Canceled);

        string.Join(", ", entries.Select(entry => $"{entry.Sequence} {entry.Kind}")).ShouldBe(_expected[name]);
    }

    [Fact]
    public async Task The_nodes_that_an_instance_has_passed_are_told_in_order()
    {
        var id = (await CommittedAsync(Parcels.WholeLife("42"))).Instance.Id;

        (await Instances.ListPassedNodesAsync(id, Canceled)).ShouldBe(["pick", "overnight", "delivery", "bill"]);
        (await Instances.ListPassedNodesAsync(Guid.NewGuid(), Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_are_the_same_as_in_the_whole_journal()
    {
        var id = (await CommittedAsync(Parcels.Faulted())).Instance.Id;

        TextOf(await Instances.SearchJournalAsync(id, new WorkflowJournalSearch(), cancellationToken: Canceled)).ShouldBe(TextOf(await Store.GetJournalAsync(id, 0, 100, Canceled)));
    }

    [Fact]
    public async Task Pages_lead_on_in_both_orders()
    {
        var id = (await CommittedAsync(Parcels.WholeLife())).Instance.Id;

        (await SequencesAsync(id, new WorkflowJournalSearch(), 2)).ShouldBe([3, 4]);
        (await SequencesAsync(id, new WorkflowJournalSearch { LatestFirst = true }, 5)).ShouldBe([4, 3]);
    }

    [Fact]
    public async Task The_state_is_known_at_every_entry()
    {
        var life = Parcels.WholeLife("42");
        var id = (await CommittedAsync(life)).Instance.Id;

        (await SameAsync(id, 1, life[0])).ShouldBeTrue();
        (await SameAsync(id, 2, life[1])).ShouldBeTrue();
        (await SameAsync(id, 3, life[1])).ShouldBeTrue();
        (await SameAsync(id, 6, life[^1])).ShouldBeTrue();
        (await Instances.GetStateAtAsync(id, 7, Canceled)).ShouldBeNull();
        (await Instances.GetStateAtAsync(id, 0, Canceled)).ShouldBeNull();
        (await Instances.GetStateAtAsync(Guid.NewGuid(), 1, Canceled)).ShouldBeNull();
    }

    /// <summary>Whether the state at an entry says the same as that of the instance then.</summary>
    private async Task<bool> SameAsync(Guid id, int sequence, Transition transition) =>
        JsonNode.DeepEquals(JsonNode.Parse((await Instances.GetStateAtAsync(id, sequence, Canceled))!), JsonNode.Parse(transition.Instance.State));

    [Fact]
    public async Task It_is_handed_to_a_decision_as_it_was_written_and_as_far_as_the_instance_has_come()
    {
        var life = Parcels.WholeLife();
        await CommittedAsync(life);
        var written = life.SelectMany(transition => transition.Entries).ToArray();

        var read = await StoredJournal.ReadAsync(Search, life[0].Instance.Id, written.Length - 1, Canceled);

        TextOf(read).ShouldBe(TextOf(written[..^1]));
    }

    private async Task<int[]> SequencesAsync(Guid id, WorkflowJournalSearch search, int after) =>
        [.. (await Instances.SearchJournalAsync(id, search, after, 2, Canceled)).Select(entry => entry.Sequence)];
}
