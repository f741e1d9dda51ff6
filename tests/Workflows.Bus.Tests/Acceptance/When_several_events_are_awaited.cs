using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_several_events_are_awaited
{
    [Fact]
    public async Task Any_of_them_resumes_and_the_others_change_nothing()
    {
        await using var bus = new TestBus(Decision);
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        run.ShouldBeWaitingFor<OrderPaid>().ShouldBeWaitingFor<OrderShipped>();

        await bus.PublishAsync(new OrderPaid("o-1", 17));
        await bus.PublishAsync(new OrderShipped("o-1"));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).State<Order>().Trail.ShouldBe(["paid 17"]);
        run.Single(EntryKind.EventReceived);
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_of_them_resume_once_with_every_payload()
    {
        await using var bus = new TestBus(Papers);
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        await Task.WhenAll(
            bus.PublishAsync(new OrderShipped("o-1")),
            bus.PublishAsync(new OrderApproved(run.InstanceId)),
            bus.PublishAsync(new OrderPaid("o-1", 17)),
            bus.PublishAsync(new OrderPaid("o-1", 18)));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("archive", times: 1);
        var trail = run.State<Order>().Trail;
        trail.Count.ShouldBe(3);
        trail.ShouldBeSubsetOf(["paid 17", "paid 18", "shipped", "approved"]);
        trail.Count(entry => entry.StartsWith("paid", StringComparison.Ordinal)).ShouldBe(1);
        run.Journal.Count(entry => entry.Kind == nameof(EntryKind.EventReceived)).ShouldBe(3);
    }

    [Fact]
    public async Task What_came_is_no_longer_shown_as_awaited()
    {
        await using var bus = new TestBus(Papers);
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        run.Details.Summary.WaitingFor.Count.ShouldBe(3);

        await bus.PublishAsync(new OrderPaid("o-1", 17));
        await bus.SettleAsync();

        run.Details.Summary.WaitingFor.ShouldBe([MessageName.Of(typeof(OrderShipped)), MessageName.Of(typeof(OrderApproved))]);
        run.ShouldBeWaitingFor<OrderShipped>().ShouldBeWaitingFor<OrderApproved>();
        Should.Throw<WorkflowAssertionException>(() => run.ShouldBeWaitingFor<OrderPaid>());
    }

    [Fact]
    public async Task The_harness_drives_a_run_to_its_end_with_them()
    {
        await using var bus = new TestBus(Papers);
        var run = await bus.StartAsync();

        await bus.Harness.RunToCompletionAsync(run, new OrderPaid("o-1", 17), new OrderShipped("o-1"), new OrderApproved(run.InstanceId));

        run.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task The_harness_says_which_of_them_is_missing()
    {
        await using var bus = new TestBus(Papers);
        var run = await bus.StartAsync();

        var stuck = await Should.ThrowAsync<WorkflowAssertionException>(() => bus.Harness.RunToCompletionAsync(run, new OrderPaid("o-1", 17)));

        stuck.Message.ShouldContain("it waits for OrderShipped, OrderApproved, and none was given");
    }

    [Fact]
    public async Task Those_that_overtake_the_start_are_offered_to_it()
    {
        await using var bus = new TestBus(Papers);
        await bus.PublishAsync(new OrderShipped("o-1"));
        await bus.PublishAsync(new OrderPaid("o-1", 17));
        await bus.SettleAsync();

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBeWaitingFor<OrderApproved>().State<Order>().Trail.ShouldBe(["shipped", "paid 17"], ignoreOrder: true);
    }

    private static void Decision(IWorkflowBuilder<Order> flow) => flow.WaitForAny("decision", any =>
    {
        any.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Trail.Add($"paid {e.Amount}"));
        any.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.OrderId).OnReceived((s, _) => s.Trail.Add("shipped"));
    });

    private static void Papers(IWorkflowBuilder<Order> flow)
    {
        flow.WaitForAll("papers", all =>
        {
            all.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Trail.Add($"paid {e.Amount}"));
            all.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.OrderId).OnReceived((s, _) => s.Trail.Add("shipped"));
            all.For<OrderApproved>().OnReceived((s, _) => s.Trail.Add("approved"));
        });
        flow.Step("archive", _ => Task.CompletedTask);
    }
}
