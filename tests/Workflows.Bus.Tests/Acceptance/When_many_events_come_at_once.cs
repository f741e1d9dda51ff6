using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_many_events_come_at_once
{
    [Fact]
    public async Task Sixty_four_for_one_instance_are_each_taken_once()
    {
        const int count = 64;
        await using var bus = new TestBus(flow =>
        {
            for (var i = 0; i < count; i++)
                flow.WaitFor<OrderPaid>($"payment-{i}").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) =>
                {
                    s.Count++;
                    s.Amount += e.Amount;
                });
        });
        var run = await bus.StartAsync();

        await Task.WhenAll(Enumerable.Range(1, count).Select(i => bus.PublishAsync(new OrderPaid("o-1", i))));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Count.ShouldBe(count);
        run.State<Order>().Amount.ShouldBe(count * (count + 1) / 2);
        run.Count(EntryKind.EventReceived).ShouldBe(count);
        bus.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_for_a_thousand_instances_moves_each_in_a_transition_of_its_own()
    {
        const int count = 1_000;
        await using var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Amount = e.Amount));
        var runs = new List<WorkflowRun>();
        for (var i = 0; i < count; i++)
            runs.Add(await bus.StartAsync());

        await bus.PublishAsync(new OrderPaid("o-1", 3));
        await bus.SettleAsync();

        runs.ShouldAllBe(run => run.Status == WorkflowStatus.Completed);
        runs.Select(run => run.Count(EntryKind.EventReceived)).ShouldAllBe(received => received == 1);
        runs.Select(run => bus.Stored(run).Revision).Distinct().ShouldHaveSingleItem();
        bus.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Those_that_nobody_has_room_for_are_dropped_with_an_entry()
    {
        await using var bus = new TestBus(
            flow =>
            {
                flow.Sleep("nap", TimeSpan.FromHours(1));
                flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            },
            w => w.Configure(options => options.KeptEventLimit = 2));
        var run = await bus.StartAsync();

        for (var i = 0; i < 3; i++)
            await bus.PublishAsync(new OrderPaid("o-1", i));

        run.Count(EntryKind.EventKept).ShouldBe(2);
        run.Count(EntryKind.EventDropped).ShouldBe(1);
        await bus.CompleteAsync(run);
    }
    [Fact]
    public async Task One_that_is_too_large_to_be_kept_is_dropped_with_an_entry_and_keeps_nobody_from_the_others()
    {
        await using var bus = new TestBus(
            flow =>
            {
                flow.Sleep("nap", TimeSpan.FromHours(1));
                flow.WaitFor<OrderNoted>("note").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            },
            w => w.Configure(options => (options.StateSizeLimit, options.MessageSizeLimit) = (2_000, 4_000)));
        var run = await bus.StartAsync();

        await bus.PublishAsync(new OrderNoted("o-1", new string('x', 5_000)));
        await bus.PublishAsync(new OrderNoted("o-1", "small"));

        run.Journal.Single(entry => entry.Kind == nameof(EntryKind.EventDropped)).Reason.ShouldNotBeNull().ShouldMatch(@"^OrderNoted is 5,0\d\d bytes as JSON, but the limit is 4,000 \(MessageSizeLimit\)\.");
        run.Count(EntryKind.EventKept).ShouldBe(1);
        await bus.CompleteAsync(run);
    }
}

public sealed record OrderNoted(string OrderId, string Text);
