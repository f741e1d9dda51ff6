using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

/// <summary>An instance is made to listen for what its definition has now.</summary>
public class ListenTests
{
    private static readonly Action<IWorkflowBuilder<Order>> _byOrder = flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);

    private static readonly Action<IWorkflowBuilder<Order>> _byShipment = flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.ShipmentId);

    private static readonly Action<IWorkflowBuilder<Order>> _direct = flow => flow.WaitFor<OrderPaid>("payment").SentToInstance();

    private static readonly string _paid = MessageName.Of(typeof(OrderPaid));

    [Fact]
    public void It_listens_with_the_key_that_the_wait_has_now()
    {
        var run = EngineRun.Start(_byOrder, new Order { ShipmentId = "s-1" });
        run.Plan = Plans.Of(_byShipment);

        var transition = run.Change(new ListenTrigger());

        transition.Entries.ShouldBeEmpty();
        run.Subscriptions.ShouldHaveSingleItem().Key.ShouldBe("s-1");
        run.Ignore(new ListenTrigger()).ShouldBe("it listens for what its definition has");
    }

    [Fact]
    public void It_listens_where_events_were_sent_to_it_before()
    {
        var run = EngineRun.Start(_direct);
        run.Token.EventTypes.ShouldBe([_paid]);
        run.Plan = Plans.Of(_byOrder);

        run.Change(new ListenTrigger());

        run.Subscriptions.ShouldHaveSingleItem().Key.ShouldBe("o-1");
        run.Token.EventTypes.ShouldBeEmpty();
    }

    [Fact]
    public void It_listens_no_more_where_events_are_sent_to_it_now()
    {
        var run = EngineRun.Start(_byOrder);
        run.Plan = Plans.Of(_direct);

        run.Change(new ListenTrigger());

        run.Subscriptions.ShouldBeEmpty();
        run.Token.EventTypes.ShouldBe([_paid], "Whoever shows the instance says what it waits for.");
        run.Ignore(new ListenTrigger());
    }

    [Fact]
    public void One_whose_state_lacks_the_key_that_the_wait_has_now_stops_with_the_reason()
    {
        var run = EngineRun.Start(_byOrder);
        run.Plan = Plans.Of(_byShipment);

        run.Change(new ListenTrigger());

        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Token.Error.ShouldNotBeNull().Message.ShouldContain("s => s.ShipmentId is null or empty");
    }

    [Fact]
    public void One_that_is_held_listens_too()
    {
        var run = EngineRun.Start(_byOrder, new Order { ShipmentId = "s-1" });
        run.Pause();
        run.Plan = Plans.Of(_byShipment);

        run.Change(new ListenTrigger());
        run.Publish(new OrderPaid("s-1"));
        run.Resume();

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void One_that_stands_at_what_is_gone_is_left_as_it_is()
    {
        var run = EngineRun.Start(_byOrder);
        run.Plan = Plans.Of(flow => flow.WaitFor<OrderPaid>("pay").CorrelatedBy(e => e.OrderId, s => s.OrderId));

        run.Ignore(new ListenTrigger()).ShouldContain("has no node 'payment' any more");

        run.Status.ShouldBe(WorkflowStatus.Waiting);
    }

    [Fact]
    public void Nothing_is_changed_where_the_definition_is_not_known_or_the_instance_has_ended()
    {
        var unknown = EngineRun.Start(_byOrder);
        unknown.Plan = null;
        unknown.Ignore(new ListenTrigger());

        var ended = EngineRun.Start(_byOrder);
        ended.Cancel();
        ended.Ignore(new ListenTrigger());
    }
}
