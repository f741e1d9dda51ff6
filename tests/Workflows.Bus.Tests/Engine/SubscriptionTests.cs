using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class SubscriptionTests
{
    private static Subscription Shipment(string key) => new("shipment", MessageName.Of(typeof(OrderShipped)), key);

    private static EngineRun BeforeShipment(Action<IWorkflowBuilder<Order>>? before = null) => EngineRun.Start(flow =>
    {
        flow.Step("book", _ => Task.CompletedTask);
        before?.Invoke(flow);
        flow.WaitFor<OrderShipped>("shipment").CorrelatedBy(e => e.ShipmentId, s => s.ShipmentId);
    });

    [Fact]
    public void A_key_that_becomes_known_is_listened_for_from_then_on()
    {
        var run = BeforeShipment(flow => flow.Step("label", _ => Task.CompletedTask));
        run.Subscriptions.ShouldBeEmpty();
        run.Complete("book", order => order.ShipmentId = "s-1");
        run.Subscriptions.ShouldBe([Shipment("s-1")]);

        run.Publish(new OrderShipped("s-1")).ShouldBeOfType<Changed>();
        run.Complete("label");
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_key_that_changes_is_followed()
    {
        var run = BeforeShipment(flow => flow.Step("rebook", _ => Task.CompletedTask));
        run.Complete("book", order => order.ShipmentId = "s-1");
        var transition = run.Complete("rebook", order => order.ShipmentId = "s-2");
        transition.Unsubscribed.ShouldBe([Shipment("s-1")]);
        transition.Subscribed.ShouldBe([Shipment("s-2")]);
        run.Publish(new OrderShipped("s-1")).ShouldBeOfType<Ignored>();
        run.Publish(new OrderShipped("s-2")).ShouldBeOfType<Changed>();
    }

    [Fact]
    public void What_did_not_change_is_not_written_again()
    {
        var run = BeforeShipment(flow => flow.Step("label", _ => Task.CompletedTask));
        run.Complete("book", order => order.ShipmentId = "s-1");
        var transition = run.Fail("label");
        transition.Subscribed.ShouldBeEmpty();
        transition.Unsubscribed.ShouldBeEmpty();
    }

    [Fact]
    public void Every_wait_ahead_is_listened_for_and_none_that_is_past()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId)
                .Within(TimeSpan.FromDays(1), late => late.WaitFor<OrderPaid>("late payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
            flow.If(s => s.Amount > 5,
                then => then.WaitFor<OrderApproved>("approval")).Else(
                otherwise => otherwise.WaitFor<OrderApproved>("short approval"));
        });
        run.Subscriptions.Select(subscription => subscription.Wait).ShouldBe(["payment", "late payment", "approval", "short approval"], ignoreOrder: true);
        run.Publish(new OrderPaid("o-1"));
        run.Subscriptions.Select(subscription => subscription.Wait).ShouldBe(["short approval"]);
    }

    [Fact]
    public void A_key_whose_part_of_the_state_is_not_there_yet_is_not_known_yet()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("book", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.Customer!.Email);
        });
        run.Subscriptions.ShouldBeEmpty();
        run.Complete("book", order => order.Customer = new Customer { Email = "a@b" });
        run.Subscriptions.ShouldHaveSingleItem().Key.ShouldBe("a@b");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(201)]
    public void A_key_that_cannot_be_taken_when_the_wait_is_reached_faults_the_instance_there(int? length)
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("book", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.Customer!.Email);
        });
        run.Complete("book", order => order.Customer = length is null ? null : new Customer { Email = new string('x', length.Value) });
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Node.ShouldBe("payment");
        run.Journal.Of(EntryKind.StepCompleted).Count.ShouldBe(1);

        run.Skip();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_faulted_instance_goes_on_listening()
    {
        var run = BeforeShipment();
        run.Fail("book");
        run.Subscriptions.ShouldBeEmpty();
        run.Skip("""{"ShipmentId":"s-1"}""");
        run.Subscriptions.ShouldBe([Shipment("s-1")]);
        run.Cancel();
        run.ShouldHaveEnded(WorkflowStatus.Canceled);
    }

    [Fact]
    public void A_scheduled_instance_listens_before_it_starts()
    {
        var run = new EngineRun(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        run.Start(new StartTrigger { State = new Order(), StartAt = EngineRun.StartedAt.AddHours(1) });
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Changed>();
        run.Pass(TimeSpan.FromHours(1));
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }
}
