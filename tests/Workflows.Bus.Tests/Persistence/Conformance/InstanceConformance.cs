using System.Collections.Immutable;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Instances come back as they were committed, and only the next transition of an instance is taken.</summary>
public abstract class InstanceConformance : StoreConformance
{
    [Fact]
    public async Task Every_transition_of_a_life_comes_back_as_it_was_committed()
    {
        foreach (var transition in Parcels.WholeLife())
        {
            await CommittedAsync(transition);

            TextOf(await LoadAsync(transition.Instance.Id)).ShouldBe(TextOf(transition.Instance));
        }
    }

    [Fact]
    public async Task Every_field_of_an_instance_comes_back()
    {
        var full = FullInstance.Create();

        await CommittedAsync(new Transition { Instance = full, IsNew = true, StateChanged = true, Entries = [] });

        TextOf(await LoadAsync(full.Id)).ShouldBe(TextOf(full));
    }

    [Theory]
    [InlineData("""{ "b":1,   "a":2, "b":3 }""")]
    [InlineData("""{"text":"žluťoučký kůň 🐎 \u00e9 \\u0000 \"quoted\""}""")]
    [InlineData("""[1.50, 1e400, 12345678901234567890123]""")]
    [InlineData("null")]
    public async Task A_state_comes_back_letter_by_letter(string state)
    {
        var started = Parcels.Start();
        await CommittedAsync(started with { Instance = started.Instance with { State = state } });

        (await LoadAsync(started.Instance.Id))!.State.ShouldBe(state);
    }

    [Fact]
    public async Task A_large_state_survives_transitions_that_do_not_change_it()
    {
        var state = $$"""{"Number":"{{Parcels.NewNumber()}}","Text":"{{string.Concat(Enumerable.Range(0, 20_000).Select(i => (char)('a' + (i * 7919 % 26))))}}"}""";
        var started = Parcels.Start();
        started = started with { Instance = started.Instance with { State = state } };
        var failed = started.StepFailed();
        failed.StateChanged.ShouldBeFalse();

        await CommittedAsync(started, failed, failed.Elapsed());

        (await LoadAsync(started.Instance.Id))!.State.ShouldBe(state);
    }

    [Fact]
    public async Task Loading_answers_in_the_order_of_the_question()
    {
        var (first, second) = (await CommittedAsync(Parcels.Start()), await CommittedAsync(Parcels.Start()));
        var unknown = Guid.NewGuid();

        var loaded = await Store.LoadAsync([second.Instance.Id, unknown, first.Instance.Id, second.Instance.Id], Canceled);

        loaded.Select(instance => instance?.Id).ShouldBe([second.Instance.Id, null, first.Instance.Id, second.Instance.Id]);
    }

    [Fact]
    public async Task A_transition_from_an_older_revision_is_a_conflict_and_leaves_no_trace()
    {
        var started = await CommittedAsync(Parcels.Start());
        var picked = await CommittedAsync(started.Picked());

        (await CommitAsync(started.Canceled())).ShouldBe(CommitOutcome.Conflict);

        TextOf(await LoadAsync(started.Instance.Id)).ShouldBe(TextOf(picked.Instance));
        (await Store.GetJournalAsync(started.Instance.Id, 0, 100, Canceled)).Count.ShouldBe(started.Entries.Length + picked.Entries.Length);
        (await Store.NextDueAsync(Canceled)).ShouldBe(picked.Instance.CurrentToken!.DueAt);
        (await Store.FindSubscribersAsync("Parcel", [new WaitKey("delivery", started.Instance.Key!)], Canceled)).ShouldBe([started.Instance.Id]);
    }

    [Fact]
    public async Task A_transition_of_an_instance_that_is_not_stored_is_a_conflict() =>
        (await CommitAsync(Parcels.Start().Picked())).ShouldBe(CommitOutcome.Conflict);

    [Fact]
    public async Task A_second_start_of_an_instance_is_a_conflict()
    {
        var started = await CommittedAsync(Parcels.Start());
        var again = Parcels.Start(id: started.Instance.Id);

        (await CommitAsync(started)).ShouldBe(CommitOutcome.Conflict);
        (await CommitAsync(again)).ShouldBe(CommitOutcome.Conflict);

        TextOf(await LoadAsync(started.Instance.Id)).ShouldBe(TextOf(started.Instance));
    }

    [Fact]
    public async Task Of_many_starts_of_an_instance_at_once_one_is_stored()
    {
        var id = Guid.NewGuid();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CommitAsync(Parcels.Start(id: id))));

        outcomes.Count(outcome => outcome == CommitOutcome.Committed).ShouldBe(1);
        outcomes.Count(outcome => outcome == CommitOutcome.Conflict).ShouldBe(7);
        (await Store.GetJournalAsync(id, 0, 100, Canceled)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Many_transitions_in_one_batch_have_an_outcome_each()
    {
        var (first, second) = (await CommittedAsync(Parcels.Start()), await CommittedAsync(Parcels.Start()));
        await CommittedAsync(second.Picked());

        var outcomes = await Store.CommitAsync([Parcels.Start(), second.Canceled(), first.Picked(), Parcels.Start().Picked(), Parcels.Start()], Canceled);

        outcomes.ShouldBe([CommitOutcome.Committed, CommitOutcome.Conflict, CommitOutcome.Committed, CommitOutcome.Conflict, CommitOutcome.Committed]);
    }

    [Fact]
    public async Task No_update_is_lost_among_64_writers_of_one_instance()
    {
        var started = await CommittedAsync(Parcels.Start());
        var id = started.Instance.Id;

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async writer =>
        {
            while (true)
            {
                var read = (await LoadAsync(id))!;
                if (await CommitAsync(Seen(read, Guid.NewGuid())) == CommitOutcome.Committed)
                    return;
            }
        }));

        var after = (await LoadAsync(id))!;
        after.Revision.ShouldBe(65);
        after.Execution.SeenEvents.Distinct().Count().ShouldBe(64);
    }

    private static Transition Seen(WorkflowInstance read, Guid eventId) => new()
    {
        Instance = read with { Revision = read.Revision + 1, Execution = read.Execution with { SeenEvents = read.Execution.SeenEvents.Add(eventId) } },
        IsNew = false,
        StateChanged = false,
        Entries = ImmutableArray<JournalEntry>.Empty,
    };
}
