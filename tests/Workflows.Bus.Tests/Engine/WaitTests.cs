using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class WaitTests
{
    private static EngineRun Waiting(Action<IWaitBuilder<Order, OrderPaid>>? configure = null, Order? order = null) => EngineRun.Start(flow =>
    {
        var wait = flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        configure?.Invoke(wait);
        flow.Step("ship", _ => Task.CompletedTask);
    }, order);

    [Fact]
    public void Only_an_event_with_the_key_resumes_the_instance_and_with_its_whole_payload()
    {
        var run = Waiting(wait => wait.OnReceived((s, e) => s.Amount = e.Amount));
        run.Status.ShouldBe(WorkflowStatus.Waiting);

        run.Publish(new OrderPaid("another")).ShouldBeOfType<Ignored>();
        run.Node.ShouldBe("payment");

        var id = Guid.NewGuid();
        run.Publish(new OrderPaid("o-1", 42.5m), id).ShouldBeOfType<Changed>();
        run.Node.ShouldBe("ship");
        run.State.Amount.ShouldBe(42.5m);
        var entry = run.Journal.Single(EntryKind.EventReceived);
        entry.Node.ShouldBe("payment");
        entry.Patch.ShouldNotBeNull().ShouldContain("42.5");
        entry.Detail.ShouldNotBeNull().EventId.ShouldBe(id);
        entry.Detail.EventType.ShouldBe(MessageName.Of(typeof(OrderPaid)));
    }

    [Fact]
    public void An_event_without_a_key_is_for_nobody() => Waiting().Publish(new OrderPaid(null)).ShouldBeOfType<Ignored>();

    [Fact]
    public void The_same_event_resumes_once()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("first").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.WaitFor<OrderPaid>("second").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        var id = Guid.NewGuid();
        run.Publish(new OrderPaid("o-1"), id);
        run.Node.ShouldBe("second");
        run.Publish(new OrderPaid("o-1"), id).ShouldBeOfType<Ignored>().Why.ShouldBe("the event was taken before");
        run.Node.ShouldBe("second");

        run.Publish(new OrderPaid("o-1"));
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_second_event_with_the_key_changes_nothing_once_the_wait_is_over()
    {
        var run = Waiting();
        run.Publish(new OrderPaid("o-1"));
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Ignored>();
        run.Complete("ship");
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Ignored>();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void An_event_taken_before_is_known_even_where_nothing_was_listened_for_in_between()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("first").SentToInstance();
            flow.WaitFor<OrderPaid>("second").SentToInstance();
        });
        var id = Guid.NewGuid();
        run.SendEvent(new OrderPaid("o-1"), id);
        run.SendEvent(new OrderPaid("o-1"), id).ShouldBeOfType<Ignored>();
        run.Node.ShouldBe("second");
    }

    [Fact]
    public void An_event_taken_before_is_known_even_after_a_rewind()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        var id = Guid.NewGuid();
        run.Publish(new OrderPaid("o-1"), id);
        run.Fail("ship");
        run.Rewind("payment");
        run.Publish(new OrderPaid("o-1"), id).ShouldBeOfType<Ignored>();
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Changed>();
    }

    [Fact]
    public void An_event_that_the_condition_refuses_is_passed_over()
    {
        var run = Waiting(wait => wait.When((s, e) => e.Amount >= s.Amount), new Order { Amount = 20 });
        run.Publish(new OrderPaid("o-1", 19)).ShouldBeOfType<Ignored>();
        run.Instance.Execution.KeptEvents.ShouldBeEmpty();
        run.Publish(new OrderPaid("o-1", 20)).ShouldBeOfType<Changed>();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void An_event_that_correlates_by_convention_names_the_instance()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<OrderApproved>("approval"));
        run.Subscriptions.ShouldBe([new Subscription("approval", MessageName.Of(typeof(OrderApproved)), EngineRun.InstanceId.ToString())]);
        run.Publish(new OrderApproved(Guid.NewGuid())).ShouldBeOfType<Ignored>();
        run.Publish(new OrderApproved(EngineRun.InstanceId)).ShouldBeOfType<Changed>();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void An_event_of_another_type_is_ignored() => Waiting().Publish(new OrderShipped("o-1")).ShouldBeOfType<Ignored>();

    [Fact]
    public void A_wait_without_a_limit_has_no_timer_and_is_never_forgotten()
    {
        var run = Waiting();
        run.Timers.ShouldBeEmpty();
        run.Instance.StaleAt.ShouldBeNull();
    }
}
