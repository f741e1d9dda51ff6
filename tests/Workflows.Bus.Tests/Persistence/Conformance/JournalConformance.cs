using System.Text.Json;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>The journal is append-only and comes back in order, whole.</summary>
public abstract class JournalConformance : StoreConformance
{
    [Fact]
    public async Task It_tells_the_life_of_an_instance_in_order()
    {
        var life = Parcels.WholeLife();
        await CommittedAsync(life);

        var journal = await Store.GetJournalAsync(life[0].Instance.Id, 0, 100, Canceled);

        var expected = life.SelectMany(transition => transition.Entries).ToArray();
        journal.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, expected.Length));
        journal.Select(entry => (entry.Kind, entry.Node, entry.At)).ShouldBe(expected.Select(entry => (entry.Kind.ToString(), entry.Node, entry.At)));
    }

    [Fact]
    public async Task Every_field_of_an_entry_comes_back()
    {
        var started = Parcels.Start();
        var entry = FullEntry();
        await CommittedAsync(started with { Entries = [entry] });

        var stored = (await Store.GetJournalAsync(started.Instance.Id, 0, 10, Canceled)).ShouldHaveSingleItem();

        (stored with { Detail = null, Error = null }).ShouldBe(new WorkflowJournalEntry
        {
            Sequence = 1,
            At = entry.At,
            Kind = "StepCompleted",
            Node = entry.Node,
            Place = "lines[2]/pick",
            Token = entry.Token,
            Attempt = entry.Attempt,
            Actor = entry.Actor,
            Reason = entry.Reason,
            Patch = entry.Patch,
        });
        TextOf(stored.Error).ShouldBe(TextOf(entry.Error));
        JsonSerializer.Deserialize<EntryDetail>(stored.Detail!, JsonSerializerOptions.Web).ShouldSatisfyAllConditions(
            detail => TextOf(detail).ShouldBe(TextOf(entry.Detail)));
    }

    [Fact]
    public async Task An_entry_that_says_little_takes_little()
    {
        var started = Parcels.Start();
        await CommittedAsync(started with { Entries = [new JournalEntry { Sequence = 1, At = Noon, Kind = EntryKind.WorkflowPaused }] });

        (await Store.GetJournalAsync(started.Instance.Id, 0, 10, Canceled)).ShouldHaveSingleItem()
            .ShouldBe(new WorkflowJournalEntry { Sequence = 1, At = Noon, Kind = "WorkflowPaused" });
    }

    [Fact]
    public async Task What_happened_in_no_scope_happened_at_the_place_of_its_node()
    {
        var started = Parcels.Start();
        await CommittedAsync(started with { Entries = [new JournalEntry { Sequence = 1, At = Noon, Kind = EntryKind.StepCompleted, Node = "a/b", Place = WorkflowPlace.Of("a/b") }] });

        (await Store.GetJournalAsync(started.Instance.Id, 0, 10, Canceled)).ShouldHaveSingleItem().Place.ShouldBe("a~1b");
    }

    [Fact]
    public async Task It_is_read_in_pages()
    {
        var life = Parcels.WholeLife();
        await CommittedAsync(life);
        var id = life[0].Instance.Id;
        var all = (await Store.GetJournalAsync(id, 0, 100, Canceled)).Select(entry => entry.Sequence).ToArray();

        var first = await Store.GetJournalAsync(id, 0, 2, Canceled);
        var rest = await Store.GetJournalAsync(id, first[^1].Sequence, 100, Canceled);

        first.Concat(rest).Select(entry => entry.Sequence).ShouldBe(all);
        (await Store.GetJournalAsync(id, all[^1], 100, Canceled)).ShouldBeEmpty();
        (await Store.GetJournalAsync(Guid.NewGuid(), 0, 100, Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_attempt_keeps_its_error()
    {
        var started = Parcels.Start();
        var failed = await CommittedAsync(started, started.StepFailed());

        var entry = (await Store.GetJournalAsync(started.Instance.Id, 1, 10, Canceled)).ShouldHaveSingleItem();

        TextOf(entry.Error).ShouldBe(TextOf(failed.Entries[0].Error));
    }

    private static JournalEntry FullEntry() => new()
    {
        Sequence = 1,
        At = Noon.AddMicroseconds(7),
        Kind = EntryKind.StepCompleted,
        Node = "přijmout",
        Place = WorkflowPlace.Root.In("lines", 2).In("pick"),
        Token = 2,
        Attempt = 3,
        Actor = "ann",
        Reason = "because \"it\" is 🐎",
        Patch = """[{"op":"add","path":"/x","value":  "\u0000"}]""",
        Error = new WorkflowError { Type = "A", Message = "b", StackTrace = "c", BaseTypes = ["d"] },
        Detail = new EntryDetail
        {
            Closed = [1, 2],
            Opened = [new OpenedToken(4, "next", WorkflowTokenState.Sleeping, Noon) { Scope = WorkflowPlace.Root.In("lines", 2) }],
            Branch = "then",
            EventType = "Shop.ParcelDelivered",
            EventId = Guid.NewGuid(),
            MessageId = Guid.NewGuid(),
            DueAt = Noon,
            StartedAt = Noon,
            Duration = TimeSpan.FromMilliseconds(1.5),
            Worker = "worker-1",
            Key = "k",
            Version = 3,
            State = """{"a":"\u0000"}""",
            MessageCount = 2,
            Result = """{"a":"b"}""",
        },
    };
}
