using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class DirectEventTests
{
    private static EngineRun Waiting(Action<IWaitBuilder<Order, OrderPaid>>? configure = null) => EngineRun.Start(flow =>
    {
        var wait = flow.WaitFor<OrderPaid>("payment");
        (configure ?? (builder => builder.SentToInstance()))(wait);
        flow.Step("ship", _ => Task.CompletedTask);
    });

    [Fact]
    public void A_wait_for_what_is_sent_to_the_instance_takes_nothing_that_is_published()
    {
        var run = Waiting();
        run.Subscriptions.ShouldBeEmpty();
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Ignored>();
        run.SendEvent(new OrderPaid("o-1")).ShouldBeOfType<Changed>();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void Who_sent_it_and_why_stands_in_the_journal()
    {
        var run = Waiting();
        run.SendEvent(new OrderPaid("o-1"));
        var entry = run.Journal.Single(EntryKind.EventReceived);
        (entry.Actor, entry.Reason).ShouldBe(("ann", "by hand"));
    }

    [Fact]
    public void An_event_sent_to_the_instance_needs_no_key()
    {
        var run = Waiting(wait => wait.CorrelatedBy(e => e.OrderId, s => s.OrderId));
        run.SendEvent(new OrderPaid("another")).ShouldBeOfType<Changed>();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void An_event_that_the_condition_refuses_is_refused_with_a_sentence()
    {
        var run = Waiting(wait => wait.SentToInstance().When((_, e) => e.Amount > 100));
        run.SendEvent(new OrderPaid("o-1")).ShouldBeOfType<Refused>().Message.ShouldBe("'payment' does not take this OrderPaid: its condition does not hold.");
    }

    [Fact]
    public void An_event_that_no_wait_ahead_takes_is_refused_with_a_sentence()
    {
        var run = Waiting();
        var refused = run.SendEvent(new OrderShipped("s-1")).ShouldBeOfType<Refused>();
        refused.Refusal.ShouldBe(WorkflowRefusal.WrongStatus);
        refused.Message.ShouldBe("No wait at or ahead of 'payment' takes OrderShipped now.");
        run.SendEvent(new OrderPaid("o-1"));
        run.SendEvent(new OrderPaid("o-1")).ShouldBeOfType<Refused>().Message.ShouldBe("No wait at or ahead of 'ship' takes OrderPaid now.");
    }

    [Fact]
    public void An_event_for_an_ended_instance_is_refused_with_a_sentence()
    {
        var run = Waiting();
        run.Cancel();
        run.SendEvent(new OrderPaid("o-1")).ShouldBeOfType<Refused>().Message
            .ShouldBe("Sending an event is not possible while the instance is Canceled. It has ended: nothing can change it.");
    }

    [Fact]
    public void An_event_sent_twice_is_taken_once_and_not_refused()
    {
        var run = Waiting(wait => wait.SentToInstance().IgnoreEarlyEvents());
        run.Pause();
        var id = Guid.NewGuid();
        run.SendEvent(new OrderPaid("o-1"), id).ShouldBeOfType<Changed>();
        run.SendEvent(new OrderPaid("o-1"), id).ShouldBeOfType<Ignored>();
        run.Resume();
        run.Node.ShouldBe("ship");
        run.Cancel();
        run.SendEvent(new OrderPaid("o-1"), id).ShouldBeOfType<Ignored>();
    }
}
