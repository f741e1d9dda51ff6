using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class EarlyEventTests
{
    private static EngineRun BeforeTheWait(Action<IWaitBuilder<Order, OrderPaid>>? configure = null, Func<EngineSettings, EngineSettings>? settings = null)
    {
        var run = new EngineRun(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            var wait = flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Amount = e.Amount);
            configure?.Invoke(wait);
            flow.Step("ship", _ => Task.CompletedTask);
        }, settings);
        run.Start();
        return run;
    }

    [Fact]
    public void An_event_that_comes_before_the_wait_is_kept_and_taken_when_the_wait_is_reached()
    {
        var run = BeforeTheWait();
        run.Publish(new OrderPaid("o-1", 42)).ShouldBeOfType<Changed>();
        run.Node.ShouldBe("charge");
        run.Instance.Execution.KeptEvents.ShouldHaveSingleItem().Waits.ShouldBe([WorkflowPlace.Of("payment")]);
        run.Journal.Last.Kind.ShouldBe(EntryKind.EventKept);

        run.Complete("charge");
        run.Node.ShouldBe("ship");
        run.State.Amount.ShouldBe(42);
        run.Instance.Execution.KeptEvents.ShouldBeEmpty();
        run.Journal.Kinds.TakeLast(2).ShouldBe([EntryKind.StepCompleted, EntryKind.EventReceived]);
    }

    [Fact]
    public void An_early_event_that_comes_twice_is_kept_once()
    {
        var run = BeforeTheWait();
        var id = Guid.NewGuid();
        run.Publish(new OrderPaid("o-1"), id);
        run.Publish(new OrderPaid("o-1"), id).ShouldBeOfType<Ignored>();
        run.Instance.Execution.KeptEvents.Length.ShouldBe(1);
    }

    [Fact]
    public void Of_two_early_events_the_older_is_taken_and_the_other_forgotten_with_the_last_wait()
    {
        var run = BeforeTheWait();
        run.Publish(new OrderPaid("o-1", 1));
        run.Publish(new OrderPaid("o-1", 2));
        run.Complete("charge");
        run.State.Amount.ShouldBe(1);
        run.Instance.Execution.KeptEvents.ShouldBeEmpty();
    }

    [Fact]
    public void Two_early_events_serve_two_waits_in_their_order()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("first").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Trail.Add($"first {e.Amount}"));
            flow.WaitFor<OrderPaid>("second").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Trail.Add($"second {e.Amount}"));
        });
        run.Publish(new OrderPaid("o-1", 1));
        run.Publish(new OrderPaid("o-1", 2));
        run.Complete("charge");
        run.State.Trail.ShouldBe(["first 1", "second 2"]);
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void An_early_event_is_held_against_the_condition_when_the_wait_is_reached()
    {
        var run = BeforeTheWait(wait => wait.When((s, e) => e.Amount == s.Count));
        run.Publish(new OrderPaid("o-1", 1));
        run.Publish(new OrderPaid("o-1", 2));
        run.Complete("charge", order => order.Count = 2);
        run.Node.ShouldBe("ship");
        run.State.Amount.ShouldBe(2);
    }

    [Fact]
    public void An_early_event_that_the_condition_refuses_leaves_the_wait_waiting()
    {
        var run = BeforeTheWait(wait => wait.When((_, e) => e.Amount > 5));
        run.Publish(new OrderPaid("o-1", 1));
        run.Complete("charge");
        run.Node.ShouldBe("payment");
        run.Publish(new OrderPaid("o-1", 6));
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_wait_that_ignores_early_events_takes_only_what_comes_once_it_is_reached()
    {
        var run = BeforeTheWait(wait => wait.IgnoreEarlyEvents());
        run.Subscriptions.ShouldBeEmpty();
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Ignored>();
        run.Complete("charge");
        run.Node.ShouldBe("payment");
        run.Subscriptions.Count.ShouldBe(1);
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Changed>();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_kept_event_is_forgotten_when_its_wait_can_no_longer_be_reached()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.If(s => s.Count > 0, then => then.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Publish(new OrderPaid("o-1"));
        run.Complete("charge");
        run.Instance.Execution.KeptEvents.ShouldBeEmpty();
        run.Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public void More_early_events_than_the_limit_are_dropped_and_the_journal_says_so()
    {
        var run = BeforeTheWait(settings: settings => settings with { KeptEventLimit = 2 });
        run.Publish(new OrderPaid("o-1", 1));
        run.Publish(new OrderPaid("o-1", 2));
        var id = Guid.NewGuid();
        run.Publish(new OrderPaid("o-1", 3), id);
        run.Instance.Execution.KeptEvents.Length.ShouldBe(2);
        run.Journal.Single(EntryKind.EventDropped).Reason.ShouldBe("the instance keeps 2 early events already");
        run.Publish(new OrderPaid("o-1", 3), id).ShouldBeOfType<Ignored>();
        run.SendEvent(new OrderPaid("o-1", 4)).ShouldBeOfType<Refused>().Message.ShouldContain("keeps 2 early events already");
    }

    [Fact]
    public void Early_events_that_are_too_large_together_are_dropped_and_the_journal_says_so()
    {
        var run = BeforeTheWait(settings: settings => settings with { KeptSizeLimit = 60 });
        run.Publish(new OrderPaid("o-1", 1));
        run.Publish(new OrderPaid("o-1", 2));
        run.Instance.Execution.KeptEvents.Length.ShouldBe(2);

        run.Publish(new OrderPaid("o-1", 3));

        run.Instance.Execution.KeptEvents.Length.ShouldBe(2);
        run.Journal.Single(EntryKind.EventDropped).Reason.ShouldBe("the instance keeps early events of 56 characters already, and this one has 28, but all together may have 60");
        run.SendEvent(new OrderPaid("o-1", 4)).ShouldBeOfType<Refused>().Message.ShouldContain("but all together may have 60");
    }

    [Fact]
    public void An_early_event_that_no_store_can_hold_is_dropped_and_the_journal_says_so()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(_ => "x", _ => "x");
        });
        run.Publish(new OrderPaid("a\0b")).ShouldBeOfType<Changed>();
        run.Journal.Last.Kind.ShouldBe(EntryKind.EventDropped);
        run.Journal.Last.Reason.ShouldNotBeNull().ShouldContain("null character");
        run.SendEvent(new OrderPaid("a\0b")).ShouldBeOfType<Refused>().Refusal.ShouldBe(WorkflowRefusal.Malformed);
        run.Complete("charge");
        run.Node.ShouldBe("payment");
    }
}
