using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_an_event_overtakes_the_start
{
    private static readonly TimeSpan _fiveMinutes = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task It_is_taken_within_the_window()
    {
        await using var bus = new TestBus(Payment);
        await bus.PublishAsync(new OrderPaid("o-1", 17));
        await bus.AdvanceAsync(_fiveMinutes - TimeSpan.FromTicks(1));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Amount.ShouldBe(17);
        await bus.AdvanceAsync(_fiveMinutes);
        bus.Log.Lines.ShouldNotContain(line => line.EventId == 1008, "an event that was taken is not counted as dropped");
    }

    [Fact]
    public async Task It_is_dropped_and_counted_after_the_window()
    {
        await using var bus = new TestBus(Payment);
        await bus.PublishAsync(new OrderPaid("o-1", 17));
        await bus.PublishAsync(new OrderPaid("o-2", 17));
        await bus.AdvanceAsync(_fiveMinutes);

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Waiting);
        bus.Log.Lines.Where(line => line.EventId == 1008).ShouldHaveSingleItem().Message.ShouldContain("2 events");
    }

    [Fact]
    public async Task Its_type_may_have_a_window_of_its_own()
    {
        await using var bus = new TestBus(Payment, w => w.KeepUnmatched<OrderPaid>(TimeSpan.FromHours(1)).Configure(options => options.KeepUnmatchedEvents = TimeSpan.Zero));
        await bus.PublishAsync(new OrderPaid("o-1", 17));
        await bus.AdvanceAsync(TimeSpan.FromMinutes(59));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task With_the_window_off_it_is_not_kept()
    {
        await using var bus = new TestBus(Payment, w => w.KeepUnmatched<OrderPaid>(TimeSpan.Zero));
        await bus.PublishAsync(new OrderPaid("o-1", 17));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Waiting);
    }

    [Fact]
    public async Task One_that_is_too_large_to_be_kept_goes_to_the_error_queue_with_size_and_limit()
    {
        await using var bus = new TestBus(
            flow => flow.WaitFor<OrderNoted>("note").CorrelatedBy(e => e.OrderId, s => s.OrderId),
            w => w.Configure(options => (options.StateSizeLimit, options.MessageSizeLimit) = (2_000, 4_000)));

        var failure = await Should.ThrowAsync<WorkflowAssertionException>(() => bus.PublishAsync(new OrderNoted("o-1", new string('x', 5_000))));

        failure.InnerException!.Message.ShouldMatch(@"^OrderNoted is 5,0\d\d bytes as JSON, but the limit is 4,000 \(MessageSizeLimit\)\.");
        bus.Harness.Faults.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Every_instance_that_begins_to_listen_in_the_window_gets_it()
    {
        await using var bus = new TestBus(Payment);
        await bus.PublishAsync(new OrderPaid("o-1", 17));

        var first = await bus.StartAsync();
        var second = await bus.StartAsync();
        await bus.SettleAsync();

        first.ShouldBe(WorkflowStatus.Completed);
        second.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task Several_that_came_early_are_taken_in_their_order()
    {
        await using var bus = new TestBus(flow =>
        {
            Payment(flow);
            flow.WaitFor<OrderPaid>("second").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Count = (int)e.Amount);
        });
        await bus.PublishAsync(new OrderPaid("o-1", 1));
        await bus.AdvanceAsync(TimeSpan.FromSeconds(1));
        await bus.PublishAsync(new OrderPaid("o-1", 2));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        (run.State<Order>().Amount, run.State<Order>().Count).ShouldBe((1, 2));
    }

    private static void Payment(IWorkflowBuilder<Order> flow) =>
        flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Amount = e.Amount);
}
