using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>One live instance per workflow and key.</summary>
public abstract class KeyConformance : StoreConformance
{
    [Fact]
    public async Task A_live_instance_holds_its_key()
    {
        var number = Parcels.NewNumber();
        var holder = await CommittedAsync(Parcels.Start(number));

        (await CommitAsync(Parcels.Start(number))).ShouldBe(CommitOutcome.KeyTaken);

        (await Store.FindByKeyAsync("Parcel", number, Canceled)).ShouldBe(holder.Instance.Id);
        (await Store.FindByKeyAsync("Other", number, Canceled)).ShouldBeNull();
        (await Store.FindByKeyAsync("Parcel", number[..^1], Canceled)).ShouldBeNull();
    }

    [Fact]
    public async Task A_start_that_is_repeated_is_a_conflict_even_though_its_key_is_taken()
    {
        var started = await CommittedAsync(Parcels.Start());

        (await CommitAsync(Parcels.Start(started.Instance.Key, started.Instance.Id))).ShouldBe(CommitOutcome.Conflict);
    }

    [Fact]
    public async Task Of_two_in_one_batch_one_gets_the_key()
    {
        var number = Parcels.NewNumber();

        var outcomes = await Store.CommitAsync([Parcels.Start(number), Parcels.Start(), Parcels.Start(number)], Canceled);

        outcomes[1].ShouldBe(CommitOutcome.Committed);
        new[] { outcomes[0], outcomes[2] }.ShouldBe([CommitOutcome.Committed, CommitOutcome.KeyTaken], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_the_key_and_the_others_leave_no_trace()
    {
        for (var round = 0; round < 10; round++)
        {
            var starts = Enumerable.Repeat(Parcels.NewNumber(), 4).Select(number => Parcels.Start(number)).ToArray();

            var outcomes = await Task.WhenAll(starts.Select(CommitAsync));

            outcomes.Count(outcome => outcome == CommitOutcome.Committed).ShouldBe(1);
            outcomes.Count(outcome => outcome == CommitOutcome.KeyTaken).ShouldBe(3);
            var loaded = await Store.LoadAsync([.. starts.Select(start => start.Instance.Id)], Canceled);
            loaded.Count(instance => instance is not null).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Batches_that_take_the_same_keys_in_different_orders_do_not_block_each_other()
    {
        for (var round = 0; round < 10; round++)
        {
            var numbers = Enumerable.Range(0, 20).Select(_ => Parcels.NewNumber()).ToArray();
            var batches = new[] { numbers, numbers.Reverse() }.Select(order => order.Select(number => Parcels.Start(number)).ToArray()).ToArray();

            var outcomes = await Task.WhenAll(batches.Select(batch => Store.CommitAsync(batch, Canceled)));

            outcomes.SelectMany(outcome => outcome).Count(outcome => outcome == CommitOutcome.Committed).ShouldBe(20);
            outcomes.SelectMany(outcome => outcome).Count(outcome => outcome == CommitOutcome.KeyTaken).ShouldBe(20);
        }
    }

    [Fact]
    public async Task The_end_of_an_instance_frees_its_key()
    {
        var number = Parcels.NewNumber();
        await CommittedAsync(Parcels.WholeLife(number));
        (await Store.FindByKeyAsync("Parcel", number, Canceled)).ShouldBeNull();

        var second = await CommittedAsync(Parcels.Start(number));
        (await Store.FindByKeyAsync("Parcel", number, Canceled)).ShouldBe(second.Instance.Id);

        await CommittedAsync(second.Canceled(), Parcels.Start(number));
    }

    [Fact]
    public async Task Instances_without_a_key_do_not_exclude_each_other()
    {
        var starts = Enumerable.Range(0, 2).Select(_ => Parcels.Start()).Select(start => start with { Instance = start.Instance with { Key = null } }).ToArray();

        await CommittedAsync(starts);
    }

    [Fact]
    public async Task Another_workflow_may_use_the_same_key()
    {
        var number = Parcels.NewNumber();
        var other = Parcels.Start(number);

        await CommittedAsync(Parcels.Start(number), other with { Instance = other.Instance with { Workflow = "Other" } });
    }
}
