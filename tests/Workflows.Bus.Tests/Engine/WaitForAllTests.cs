using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class WaitForAllTests
{
    private bool _broken;

    private EngineRun Run(TimeSpan? within = null, bool withStep = false) => EngineRun.Start(flow =>
    {
        if (withStep)
            flow.Step("charge", _ => Task.CompletedTask);

        var wait = flow.WaitForAll("papers", all =>
        {
            all.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Trail.Add($"paid {e.Amount}"));
            all.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.OrderId).OnReceived((s, e) =>
            {
                s.Trail.Add("shipped");
                if (_broken)
                    throw new InvalidOperationException("a bug");
            });
            all.For<OrderApproved>().OnReceived((s, _) => s.Trail.Add("approved"));
        });
        if (within is { } limit)
            wait.Within(limit);

        flow.Step("archive", _ => Task.CompletedTask);
    });

    private static readonly OrderPaid _paid = new("o-1", 7);
    private static readonly OrderShipped _shipped = new("o-1");
    private static readonly OrderApproved _approved = new(EngineRun.InstanceId);

    [Fact]
    public void Each_event_is_taken_as_it_comes_and_the_last_one_moves_on()
    {
        var run = Run();
        run.Publish(_approved).ShouldBeOfType<Changed>();
        run.Publish(_paid).ShouldBeOfType<Changed>();
        (run.Node, run.Status, run.Token.Id).ShouldBe(("papers", WorkflowStatus.Waiting, 1));
        run.State.Trail.ShouldBe(["approved", "paid 7"]);
        run.Journal.Last.Patch.ShouldNotBeNull().ShouldContain("paid 7");

        run.Publish(_shipped).ShouldBeOfType<Changed>();
        run.Node.ShouldBe("archive");
        run.Sent.ShouldHaveSingleItem();
        run.State.Trail.ShouldBe(["approved", "paid 7", "shipped"]);
    }

    [Fact]
    public void What_came_is_no_longer_listened_for()
    {
        var run = Run();
        var transition = run.Publish(_paid).ShouldBeOfType<Changed>().Transition;
        transition.Unsubscribed.ShouldBe([new Subscription("papers", MessageName.Of(typeof(OrderPaid)), "o-1")]);
        transition.KeysReleased.ShouldBeEmpty("OrderShipped is awaited with the same key");
        run.Subscriptions.Select(known => known.EventType).ShouldBe([MessageName.Of(typeof(OrderShipped)), MessageName.Of(typeof(OrderApproved))], ignoreOrder: true);
        run.Publish(_shipped).ShouldBeOfType<Changed>().Transition.KeysReleased.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_second_event_of_a_type_is_not_taken()
    {
        var run = Run();
        run.Publish(_paid);
        run.Publish(new OrderPaid("o-1", 8)).ShouldBeOfType<Ignored>().IsUnmatched.ShouldBeTrue();
        run.SendEvent(new OrderPaid("o-1", 9)).ShouldBeOfType<Refused>();
        run.State.Trail.ShouldBe(["paid 7"]);
    }

    [Fact]
    public void Early_events_are_kept_for_each_and_taken_when_the_wait_is_reached()
    {
        var run = Run(withStep: true);
        run.Publish(_shipped);
        run.Publish(_paid);
        run.Publish(new OrderPaid("o-1", 8));
        run.Complete("charge");
        run.State.Trail.ShouldBe(["shipped", "paid 7"]);
        run.Node.ShouldBe("papers");
        run.Instance.Execution.KeptEvents.ShouldBeEmpty();
        run.Publish(_approved);
        run.Node.ShouldBe("archive");
    }

    [Fact]
    public void With_all_events_early_the_wait_is_passed()
    {
        var run = Run(withStep: true);
        run.Publish(_approved);
        run.Publish(_shipped);
        run.Publish(_paid);
        run.Complete("charge");
        run.Node.ShouldBe("archive");
        run.Journal.Kinds.TakeLast(3).ShouldBe([EntryKind.EventReceived, EntryKind.EventReceived, EntryKind.EventReceived]);
    }

    [Fact]
    public void The_limit_is_one_for_the_whole_wait_and_a_retry_waits_for_what_is_missing()
    {
        var run = Run(TimeSpan.FromDays(1));
        run.Pass(TimeSpan.FromHours(20));
        run.Publish(_paid);
        run.Timers.Values.ShouldBe([EngineRun.StartedAt.AddDays(1)]);
        run.Pass(TimeSpan.FromHours(4));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Message.ShouldStartWith("Not all of OrderShipped, OrderApproved came in time for 'papers'");
        run.Publish(new OrderPaid("o-1", 8)).ShouldBeOfType<Ignored>();

        run.Retry();
        run.Timers.Values.ShouldBe([run.Now.AddDays(1)]);
        run.Subscriptions.Count.ShouldBe(2);
        run.Publish(_shipped);
        run.Publish(_approved);
        run.Node.ShouldBe("archive");
    }

    [Fact]
    public void With_one_missing_the_error_names_it()
    {
        var run = Run(TimeSpan.FromDays(1));
        run.Publish(_paid);
        run.Publish(_shipped);
        run.Pass(TimeSpan.FromDays(1));
        run.Instance.Error.ShouldNotBeNull().Message.ShouldStartWith("No OrderApproved came in time for 'papers'");
    }

    [Fact]
    public void An_event_that_cannot_be_taken_is_kept_for_the_retry_and_what_came_before_stays()
    {
        _broken = true;
        var run = Run();
        run.Publish(_paid);
        run.Publish(_shipped);
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Retry();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.State.Trail.ShouldBe(["paid 7"]);

        _broken = false;
        run.Retry();
        run.State.Trail.ShouldBe(["paid 7", "shipped"]);
        run.Publish(_approved);
        run.Node.ShouldBe("archive");
    }

    [Fact]
    public void Kept_events_that_were_taken_stay_taken_when_a_later_one_fails_on_entering()
    {
        _broken = true;
        var run = Run(withStep: true);
        run.Publish(_paid);
        run.Publish(_shipped);
        run.Complete("charge");
        (run.Status, run.Node).ShouldBe((WorkflowStatus.Faulted, "papers"));
        run.State.Trail.ShouldBe(["paid 7"]);

        _broken = false;
        run.Publish(_approved);
        run.Retry();
        run.Node.ShouldBe("archive");
        run.State.Trail.ShouldBe(["paid 7", "shipped", "approved"]);
    }

    [Fact]
    public void Events_that_come_while_it_is_paused_are_taken_on_resume()
    {
        var run = Run();
        run.Publish(_paid);
        run.Pause();
        run.Publish(_shipped);
        run.Resume();
        (run.Node, run.State.Trail.Count).ShouldBe(("papers", 2));
        run.Pause();
        run.Publish(_approved);
        run.Resume();
        run.Node.ShouldBe("archive");
    }

    [Fact]
    public void A_limit_that_passed_while_paused_counts_after_what_came()
    {
        var run = Run(TimeSpan.FromDays(1));
        run.Pause();
        run.Publish(_shipped);
        run.Pass(TimeSpan.FromDays(2));
        run.Resume();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.State.Trail.ShouldBe(["shipped"]);
        run.Retry();
        run.Subscriptions.Select(known => known.EventType).ShouldBe([MessageName.Of(typeof(OrderPaid)), MessageName.Of(typeof(OrderApproved))], ignoreOrder: true);
    }

    [Fact]
    public void An_event_that_fails_on_resume_keeps_what_came_before()
    {
        var run = Run();
        run.Pause();
        run.Publish(_paid);
        run.Publish(_shipped);
        _broken = true;
        run.Resume();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        _broken = false;
        run.Retry();
        run.State.Trail.ShouldBe(["paid 7", "shipped"]);
    }

    [Fact]
    public void Skip_leaves_the_wait_and_a_rewind_waits_anew()
    {
        var run = Run(TimeSpan.FromDays(1));
        run.Publish(_paid);
        run.Pass(TimeSpan.FromDays(1));
        run.Skip();
        run.Node.ShouldBe("archive");

        run.Fail("archive");
        run.Rewind("papers");
        run.Subscriptions.Count.ShouldBe(3);
        run.Publish(new OrderPaid("o-1", 8)).ShouldBeOfType<Changed>();
        run.State.Trail.ShouldBe(["paid 7", "paid 8"]);
    }

    [Fact]
    public void An_event_sent_to_the_instance_counts_and_is_known_to_be_awaited_until_then()
    {
        var run = EngineRun.Start(flow => flow.WaitForAll("papers", all =>
        {
            all.For<OrderPaid>().SentToInstance();
            all.For<OrderShipped>().SentToInstance();
        }));
        run.Token.EventTypes.ShouldBe([MessageName.Of(typeof(OrderPaid)), MessageName.Of(typeof(OrderShipped))]);
        run.SendEvent(_shipped);
        run.Token.EventTypes.ShouldBe([MessageName.Of(typeof(OrderPaid))]);
        run.SendEvent(_paid);
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void Only_the_event_that_ignores_early_ones_drops_them()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitForAll("papers", all =>
            {
                all.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId).IgnoreEarlyEvents();
                all.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.OrderId);
            });
        });
        run.Publish(_paid).ShouldBeOfType<Ignored>();
        run.Publish(_shipped).ShouldBeOfType<Changed>();
        run.Complete("charge");
        run.Subscriptions.ShouldHaveSingleItem().EventType.ShouldBe(MessageName.Of(typeof(OrderPaid)));
        run.Publish(_paid);
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }
}
