using Workflows.Contracts;

namespace Workflows.Tests.Engine;

/// <summary>A release that no longer finds the key of a wait, because the member has another name, stops instances with the reason, and loses nothing of what they wait for.</summary>
public sealed class LostKeyTests : DeafReleaseTests
{
    /// <summary>The state of the release before called it OrderId.</summary>
    public sealed class Renamed
    {
        public string? Number { get; set; }
    }

    public LostKeyTests()
        : base(Plans.Of<Renamed>(flow =>
            {
                flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.Number);
                flow.Step("ship", _ => Task.CompletedTask);
                flow.WaitFor<OrderShipped>("shipment").CorrelatedBy(e => e.ShipmentId, s => s.Number);
            }), "Expected the key of OrderPaid for 'payment', but s => s.Number is null or empty")
    {
    }

    [Fact]
    public void What_was_listened_for_before_a_step_stays_when_the_wait_is_reached_without_a_key()
    {
        Run.Plan = Mended;
        Run.Publish(new OrderPaid("o-1"));
        Run.Plan = Deaf;

        Run.Complete("ship", order => order.Amount = 5);

        Run.Status.ShouldBe(WorkflowStatus.Faulted);
        Run.Subscriptions.ShouldHaveSingleItem().Wait.ShouldBe("shipment");
    }

    [Fact]
    public void A_wait_that_is_only_ahead_keeps_what_a_release_lost()
    {
        Run.Plan = Mended;
        Run.Publish(new OrderPaid("o-1"));
        Run.Plan = Deaf;

        Run.Fail("ship");

        Run.Subscriptions.ShouldHaveSingleItem().Wait.ShouldBe("shipment");
    }

    [Fact]
    public void A_wait_that_is_only_ahead_lets_go_of_a_key_that_a_step_took_away()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("book", _ => Task.CompletedTask);
            flow.Step("ship", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.ShipmentId);
        }, new Order { ShipmentId = "s-1" });
        run.Subscriptions.ShouldHaveSingleItem();

        run.Complete("book", order => order.ShipmentId = null);

        run.Status.ShouldBe(WorkflowStatus.Running);
        run.Subscriptions.ShouldBeEmpty();
    }
}
