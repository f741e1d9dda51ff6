using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

/// <summary>A release whose state class cannot read what is stored stops instances with the reason, and loses nothing of what they wait for.</summary>
public sealed class UnreadableStateTests : DeafReleaseTests
{
    /// <summary>The state of the release before had no such member.</summary>
    public sealed class Demanding
    {
        public required string OrderId { get; set; }

        public required string Tenant { get; set; }
    }

    public UnreadableStateTests()
        : base(Plans.Of<Demanding>(flow =>
            {
                flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
                flow.Step("ship", _ => Task.CompletedTask);
                flow.WaitFor<OrderShipped>("shipment").CorrelatedBy(e => e.ShipmentId, s => s.OrderId);
            }), "Tenant")
    {
    }

    [Fact]
    public void What_was_listened_for_before_a_step_stays_while_the_step_fails()
    {
        Run.Plan = Mended;
        Run.Publish(new OrderPaid("o-1"));
        Run.Plan = Deaf;
        Run.Fail("ship");
        Run.Subscriptions.ShouldHaveSingleItem().Wait.ShouldBe("shipment");
    }

    [Fact]
    public void A_key_that_was_known_stays_while_it_cannot_be_taken()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("book", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.Customer!.Email);
        }, new Order { Customer = new Customer { Email = "a@b" } });

        run.Complete("book", order => order.Customer = null);
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Publish(new OrderPaid("a@b")).ShouldBeOfType<Changed>();
        run.Retry();

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_wait_whose_key_a_received_event_takes_away_stops_with_the_reason()
    {
        var run = EngineRun.Start(flow => flow.WaitForAll("papers", all =>
        {
            all.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.Customer!.Email).OnReceived((s, _) => s.Customer = null);
            all.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.Customer!.Email);
        }), new Order { Customer = new Customer { Email = "a@b" } });

        run.Publish(new OrderPaid("a@b"));

        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Type.ShouldBe(typeof(NullReferenceException).FullName);
        run.Subscriptions.ShouldHaveSingleItem().Key.ShouldBe("a@b");
        run.Publish(new OrderShipped("a@b")).ShouldBeOfType<Changed>();
    }
}
