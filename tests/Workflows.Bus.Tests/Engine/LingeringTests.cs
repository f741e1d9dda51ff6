using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

/// <summary>The event that a process took before it died comes again, and must find the instance.</summary>
public class LingeringTests
{
    private static readonly Guid _id = Guid.NewGuid();

    private static EngineRun Paid(Action<IWorkflowBuilder<Order>> behind)
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.ShipmentId = "s-1");
            behind(flow);
        });
        run.Publish(new OrderPaid("o-1"), _id).ShouldBeOfType<Changed>();
        return run;
    }

    [Fact]
    public void A_wait_listens_on_while_the_step_behind_it_may_not_have_been_sent()
    {
        var run = Paid(flow =>
        {
            flow.Step("ship", _ => Task.CompletedTask);
            flow.Sleep("nap", TimeSpan.FromHours(1));
        });

        run.Subscriptions.ShouldHaveSingleItem().Wait.ShouldBe("payment");
        run.Publish(new OrderPaid("o-1"), _id).ShouldBeOfType<Ignored>().IsUnmatched.ShouldBeFalse();
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Ignored>().IsUnmatched.ShouldBeTrue();

        run.Complete("ship");
        run.Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public void It_listens_on_while_early_events_may_not_have_been_offered_to_the_next_one()
    {
        var run = Paid(flow => flow.WaitFor<OrderShipped>("shipment").CorrelatedBy(e => e.ShipmentId, s => s.ShipmentId));

        run.Subscriptions.Select(subscription => subscription.Wait).ShouldBe(["payment", "shipment"], ignoreOrder: true);
    }

    [Fact]
    public void It_does_not_where_nothing_is_to_be_sent()
    {
        var run = Paid(flow => flow.Sleep("nap", TimeSpan.FromHours(1)));

        run.Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public void It_does_not_behind_the_end()
    {
        var run = Paid(flow => flow.Finish());

        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Ignored>().IsUnmatched.ShouldBeTrue();
    }

    [Fact]
    public void The_event_that_started_an_instance_is_not_for_its_waits()
    {
        var run = new EngineRun(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        run.Start(new StartTrigger { State = new Order(), EventId = _id });

        run.Publish(new OrderPaid("o-1"), _id).ShouldBeOfType<Ignored>().IsUnmatched.ShouldBeFalse();
    }
}
