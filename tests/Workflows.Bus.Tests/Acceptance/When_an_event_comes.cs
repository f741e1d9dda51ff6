using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_an_event_comes
{
    [Fact]
    public async Task With_another_key_the_instance_goes_on_waiting_and_with_its_own_it_resumes_with_the_whole_payload()
    {
        await using var bus = new TestBus(Payment);
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        await bus.PublishAsync(new OrderPaid("o-2", 5));
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Waiting).ShouldBeWaitingFor<OrderPaid>();
        await bus.PublishAsync(new OrderPaid("o-1", 17));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Amount.ShouldBe(17);
    }

    [Fact]
    public async Task While_a_step_before_the_wait_runs_it_is_kept_and_taken_when_the_wait_is_reached()
    {
        StepGate? gate = null;
        await using var bus = new TestBus(flow =>
        {
            flow.Step("prepare", context => gate!.PassAsync(context.CancellationToken));
            Payment(flow);
        });
        gate = bus.Harness.CreateGate();
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        await bus.PublishAsync(new OrderPaid("o-1", 17));
        run.Single(EntryKind.EventKept);
        run.ShouldBe(WorkflowStatus.Running);
        gate.Open();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Amount.ShouldBe(17);
    }

    [Fact]
    public async Task While_the_instance_sleeps_it_is_kept_unless_the_wait_ignores_early_ones()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Sleep("nap", TimeSpan.FromHours(1));
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).IgnoreEarlyEvents();
            flow.WaitFor<OrderShipped>("shipment").CorrelatedBy(e => e.ShipmentId, s => s.OrderId);
        }, w => w.KeepUnmatched<OrderPaid>(TimeSpan.Zero));
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        await bus.PublishAsync(new OrderPaid("o-1"));
        await bus.PublishAsync(new OrderShipped("o-1"));
        await bus.AdvanceAsync(TimeSpan.FromHours(1));
        run.ShouldBeWaitingFor<OrderPaid>();
        await bus.PublishAsync(new OrderPaid("o-1"));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task The_same_message_twice_resumes_once()
    {
        await using var bus = new TestBus(flow =>
        {
            Payment(flow);
            flow.WaitFor<OrderPaid>("second").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        var id = Guid.NewGuid();
        await bus.Harness.PublishAsync(new OrderPaid("o-1"), id);
        await bus.Harness.PublishAsync(new OrderPaid("o-1"), id);
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Waiting).ShouldBeAt("second");
        run.Single(EntryKind.EventReceived).Node.ShouldBe("payment");
    }

    [Fact]
    public async Task Another_message_with_the_same_key_changes_nothing_any_more()
    {
        await using var bus = new TestBus(flow =>
        {
            Payment(flow);
            flow.Sleep("nap", TimeSpan.FromHours(1));
        });
        var run = await bus.StartAsync();
        await bus.PublishAsync(new OrderPaid("o-1", 1));
        await bus.PublishAsync(new OrderPaid("o-1", 2));
        await bus.CompleteAsync(run);
        await bus.PublishAsync(new OrderPaid("o-1", 3));

        run.State<Order>().Amount.ShouldBe(1);
        run.Single(EntryKind.EventReceived);
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_one_for_which_the_condition_holds_is_taken()
    {
        await using var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId)
            .When((s, e) => e.Amount >= 10).OnReceived((s, e) => s.Amount = e.Amount));
        var run = await bus.StartAsync();
        await bus.PublishAsync(new OrderPaid("o-1", 9));
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Waiting);

        await bus.PublishAsync(new OrderPaid("o-1", 10));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Amount.ShouldBe(10);
    }

    [Fact]
    public async Task MassTransits_own_correlation_finds_the_instance_by_its_id()
    {
        await using var bus = new TestBus(flow => flow.WaitFor<OrderApproved>("approval"));
        var run = await bus.StartAsync();
        var other = await bus.StartAsync();

        await bus.PublishAsync(new OrderApproved(run.InstanceId));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        other.ShouldBe(WorkflowStatus.Waiting);
    }

    [Fact]
    public async Task The_one_that_started_an_instance_is_not_what_it_waits_for()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            flow.WaitFor<OrderPlaced>("again").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });

        await bus.PublishAsync(new OrderPlaced("o-1"));
        await bus.SettleAsync();

        bus.Harness.SingleRunOf<InlineWorkflow<Order>>().ShouldBe(WorkflowStatus.Waiting).ShouldBeWaitingFor<OrderPlaced>();
    }

    [Fact]
    public async Task Sent_to_one_instance_it_needs_no_key()
    {
        await using var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").SentToInstance().OnReceived((s, e) => s.Amount = e.Amount));
        var run = await bus.StartAsync();
        await bus.PublishAsync(new OrderPaid("o-1", 1));
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Waiting);

        await bus.Harness.SendEventAsync(run, new OrderPaid(null, 2), new OperationOptions("ann", "paid in cash"));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        var entry = run.Single(EntryKind.EventReceived);
        (entry.Actor, entry.Reason).ShouldBe(("ann", "paid in cash"));
        run.State<Order>().Amount.ShouldBe(2);
    }

    [Fact]
    public async Task While_the_instance_is_paused_it_is_kept_and_taken_on_resume()
    {
        await using var bus = new TestBus(Payment);
        var run = await bus.StartAsync();
        await bus.Client.PauseAsync(run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);
        await bus.PublishAsync(new OrderPaid("o-1", 17));
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Paused);

        await bus.Client.ResumeAsync(run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Amount.ShouldBe(17);
    }

    private static void Payment(IWorkflowBuilder<Order> flow) =>
        flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Amount = e.Amount);
}
