using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Instances that were silent for too long are found, by one process each.</summary>
public abstract class StalenessConformance : StoreConformance
{
    [Fact]
    public async Task Instances_whose_time_has_passed_are_claimed_once()
    {
        var stale = await StartAsync(staleAt: Noon);
        await StartAsync(staleAt: Noon.AddSeconds(1));
        await StartAsync(staleAt: null);

        (await Store.ClaimStaleAsync(Noon, Noon.AddMinutes(2), 10, Canceled)).ShouldBe([new StaleInstance(stale.Id, "Parcel", 3)]);

        (await Store.ClaimStaleAsync(Noon, Noon.AddMinutes(2), 10, Canceled)).ShouldBeEmpty();
        (await LoadAsync(stale.Id))!.StaleAt.ShouldBe(Noon.AddMinutes(2));
    }

    [Fact]
    public async Task Two_at_once_claim_different_ones()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 60; i++)
            ids.Add((await StartAsync(staleAt: Noon.AddSeconds(-i % 7))).Id);

        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ClaimAllAsync()));

        claims.SelectMany(claimed => claimed).Order().ShouldBe(ids.Order());
    }

    [Fact]
    public async Task A_claim_is_limited_and_takes_the_longest_silent_first()
    {
        var later = await StartAsync(staleAt: Noon.AddSeconds(-1));
        var first = await StartAsync(staleAt: Noon.AddSeconds(-2));

        (await Store.ClaimStaleAsync(Noon, Noon.AddMinutes(2), 1, Canceled)).ShouldHaveSingleItem().Id.ShouldBe(first.Id);
        (await Store.ClaimStaleAsync(Noon, Noon.AddMinutes(2), 1, Canceled)).ShouldHaveSingleItem().Id.ShouldBe(later.Id);
    }

    [Fact]
    public async Task A_claim_is_not_a_transition()
    {
        var instance = await StartAsync(staleAt: Noon);
        await Store.ClaimStaleAsync(Noon, Noon.AddMinutes(2), 10, Canceled);

        await CommittedAsync(instance.Then(new Workflows.Engine.PauseTrigger(null, null)));
    }

    [Fact]
    public async Task Attempts_that_are_over_are_told_from_those_that_are_open()
    {
        var sent = (await CommittedAsync(Errands.Places["sent"])).Instance.Id;
        var running = (await CommittedAsync(Errands.Places["running"])).Instance.Id;
        var retried = (await CommittedAsync(Errands.Places["retry-sent"])).Instance.Id;
        var ended = (await CommittedAsync(Parcels.WholeLife())).Instance.Id;
        RunningKey[] open = [new(sent, 1, 1), new(running, 1, 1), new(retried, 1, 2)];
        RunningKey[] over = [new(retried, 1, 1), new(sent, 2, 1), new(ended, 1, 1), new(Guid.NewGuid(), 1, 1)];

        (await Store.FindClosedAsync([.. open, .. over], Canceled)).ShouldBe(over, ignoreOrder: true);
        (await Store.FindClosedAsync(open, Canceled)).ShouldBeEmpty();
    }

    private async Task<WorkflowInstance> StartAsync(DateTimeOffset? staleAt)
    {
        var started = Parcels.Start();
        return (await CommittedAsync(started with { Instance = started.Instance with { StaleAt = staleAt } })).Instance;
    }

    private async Task<List<Guid>> ClaimAllAsync()
    {
        var claimed = new List<Guid>();
        while (await Store.ClaimStaleAsync(Noon, Noon.AddMinutes(2), 7, Canceled) is { Count: > 0 } some)
            claimed.AddRange(some.Select(stale => stale.Id));

        return claimed;
    }
}
