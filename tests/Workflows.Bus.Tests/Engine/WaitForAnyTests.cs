using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class WaitForAnyTests
{
    private static EngineRun Run(TimeSpan? within = null, bool withStep = false, bool waitsAgain = false) => EngineRun.Start(flow =>
    {
        if (withStep)
            flow.Step("charge", _ => Task.CompletedTask);

        var wait = flow.WaitForAny("decision", any =>
        {
            any.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId).When((_, e) => e.Amount > 0).OnReceived((s, e) => s.Trail.Add($"paid {e.Amount}"));
            any.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.OrderId).OnReceived((s, _) => s.Trail.Add("shipped"));
        });
        if (within is { } limit)
            wait.Within(limit, onTimeout => onTimeout.Step("remind", _ => Task.CompletedTask));

        flow.Step("archive", _ => Task.CompletedTask);
        if (waitsAgain)
            flow.WaitFor<OrderShipped>("delivery").CorrelatedBy(e => e.ShipmentId, s => s.OrderId).OnReceived((s, _) => s.Trail.Add("delivered"));
    });

    [Fact]
    public void The_first_event_wins_and_the_others_change_nothing()
    {
        var run = Run();
        run.Subscriptions.Count.ShouldBe(2);
        run.Publish(new OrderShipped("o-1")).ShouldBeOfType<Changed>().Transition.KeysReleased.Count().ShouldBe(2);
        run.Node.ShouldBe("archive");
        run.Subscriptions.ShouldBeEmpty();

        run.Publish(new OrderPaid("o-1", 7)).ShouldBeOfType<Ignored>();
        run.State.Trail.ShouldBe(["shipped"]);
        run.Complete("archive");
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void An_event_that_its_condition_refuses_does_not_win()
    {
        var run = Run();
        run.Publish(new OrderPaid("o-1", 0)).ShouldBeOfType<Ignored>();
        run.Publish(new OrderPaid("o-1", 7)).ShouldBeOfType<Changed>();
        run.State.Trail.ShouldBe(["paid 7"]);
    }

    [Fact]
    public void Of_early_events_the_oldest_that_is_accepted_wins_and_the_others_are_forgotten()
    {
        var run = Run(withStep: true);
        run.Publish(new OrderPaid("o-1", 0));
        run.Publish(new OrderShipped("o-1"));
        run.Publish(new OrderPaid("o-1", 7));
        run.Complete("charge");
        run.Node.ShouldBe("archive");
        run.State.Trail.ShouldBe(["shipped"]);
        run.Instance.Execution.KeptEvents.ShouldBeEmpty();
        run.Journal.Single(EntryKind.EventReceived);
    }

    [Fact]
    public void An_event_that_did_not_win_is_still_for_a_wait_ahead()
    {
        var run = Run(waitsAgain: true);
        run.Publish(new OrderPaid("o-1", 7));
        run.Publish(new OrderShipped("o-1")).ShouldBeOfType<Changed>();
        run.Complete("archive");
        run.State.Trail.ShouldBe(["paid 7", "delivered"]);
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void When_the_time_is_up_the_branch_runs_and_no_event_is_awaited_any_more()
    {
        var run = Run(TimeSpan.FromDays(1));
        run.Pass(TimeSpan.FromDays(1));
        run.Node.ShouldBe("remind");
        run.Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_branch_the_error_names_them_all()
    {
        var run = EngineRun.Start(flow => flow.WaitForAny("decision", any =>
        {
            any.For<OrderPaid>().SentToInstance();
            any.For<OrderShipped>().SentToInstance();
        }).Within(_ => TimeSpan.FromDays(1)));
        run.Pass(TimeSpan.FromDays(1));
        run.Instance.Error.ShouldNotBeNull().Message.ShouldStartWith("No OrderPaid or OrderShipped came in time for 'decision'");
    }

    [Fact]
    public void Of_events_that_come_while_it_is_paused_the_first_wins_on_resume()
    {
        var run = Run();
        run.Pause();
        run.Publish(new OrderPaid("o-1", 7));
        run.Publish(new OrderShipped("o-1"));
        run.Resume();
        run.State.Trail.ShouldBe(["paid 7"]);
        run.Instance.Execution.KeptEvents.ShouldBeEmpty();
    }
}
