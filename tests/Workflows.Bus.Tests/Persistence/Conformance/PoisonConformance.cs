using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>A transition that cannot be stored for its content fails alone.</summary>
public abstract class PoisonConformance : StoreConformance
{
    public static TheoryData<string> Poisons => ["a state that is not JSON", "a null character in a reason", "a null character in a key", "a key beyond every limit"];

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task Its_neighbours_are_stored(string poison)
    {
        var known = await CommittedAsync(Parcels.Start());
        var poisoned = Poisoned(poison);
        Transition[] neighbours = [Parcels.Start(), Parcels.Start(), known.Picked(), Parcels.Start(), Parcels.Start()];

        var outcomes = await Store.CommitAsync([.. neighbours[..3], poisoned, .. neighbours[3..]], Canceled);

        outcomes.Where((_, index) => index != 3).ShouldAllBe(outcome => outcome == CommitOutcome.Committed);
        outcomes[3].Result.ShouldBe(CommitResult.Failed);
        outcomes[3].Error.ShouldNotBeNull();
        (await LoadAsync(poisoned.Instance.Id)).ShouldBeNull();
        (await Store.GetJournalAsync(poisoned.Instance.Id, 0, 10, Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_instance_stays_as_it_was_and_can_go_on()
    {
        var started = await CommittedAsync(Parcels.Start());
        var picked = started.Picked();

        var outcome = await CommitAsync(picked with { Instance = picked.Instance with { State = "{" } });

        outcome.Result.ShouldBe(CommitResult.Failed);
        TextOf(await LoadAsync(started.Instance.Id)).ShouldBe(TextOf(started.Instance));
        await CommittedAsync(picked);
    }

    private static Transition Poisoned(string poison)
    {
        var started = Parcels.Start();
        return poison switch
        {
            "a state that is not JSON" => started with { Instance = started.Instance with { State = "{\"a\":" } },
            "a null character in a reason" => started with { Entries = [started.Entries[0] with { Reason = "a\0b" }] },
            "a null character in a key" => started with { Instance = started.Instance with { Key = "a\0b" } },
            _ => started with { Instance = started.Instance with { Key = Random(20_000) } },
        };
    }

    /// <summary>Text that no index can compress into a page.</summary>
    private static string Random(int length)
    {
        var random = new Random(7);
        return string.Create(length, random, static (text, random) =>
        {
            foreach (ref var letter in text)
                letter = (char)random.Next('!', '~');
        });
    }
}
