using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class WaitTimeoutTests
{
    private static readonly Action<IBlockBuilder<Order>> _remind = onTimeout => onTimeout.Step("remind", _ => Task.CompletedTask);

    private static EngineRun Waiting(TimeSpan timeout, Action<IBlockBuilder<Order>>? onTimeout = null) => EngineRun.Start(flow =>
    {
        flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(timeout, onTimeout);
        flow.Step("ship", _ => Task.CompletedTask);
    });

    [Fact]
    public void When_the_time_is_up_the_branch_runs_and_then_what_is_behind_the_wait()
    {
        var run = Waiting(TimeSpan.FromDays(7), _remind);
        run.Timers.Values.ShouldBe([EngineRun.StartedAt.AddDays(7)]);
        run.Pass(TimeSpan.FromDays(7));
        run.Node.ShouldBe("remind");
        run.Subscriptions.ShouldBeEmpty();
        run.Journal.Last.Kind.ShouldBe(EntryKind.WaitTimedOut);
        run.Complete("remind");
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void Without_a_branch_the_instance_faults_and_no_later_step_runs()
    {
        var run = Waiting(TimeSpan.FromDays(7));
        run.Pass(TimeSpan.FromDays(7));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Node.ShouldBe("payment");
        run.Sent.ShouldBeEmpty();
        var error = run.Instance.Error.ShouldNotBeNull();
        error.Type.ShouldBe(typeof(WaitTimeoutException).FullName);
        error.Message.ShouldBe("No OrderPaid came in time for 'payment', and the wait has no branch for that. Retry waits again, skip goes on without it.");
    }

    [Fact]
    public void A_retry_waits_again_for_the_whole_time()
    {
        var run = Waiting(TimeSpan.FromDays(7));
        run.Pass(TimeSpan.FromDays(8));
        run.Retry();
        run.Status.ShouldBe(WorkflowStatus.Waiting);
        run.Instance.Error.ShouldBeNull();
        run.Timers.Values.ShouldBe([run.Now.AddDays(7)]);
        run.Publish(new OrderPaid("o-1"));
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void An_event_that_comes_after_the_time_was_up_serves_the_retry()
    {
        var run = Waiting(TimeSpan.FromDays(7));
        run.Pass(TimeSpan.FromDays(7));
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Changed>();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Retry();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_skip_goes_on_without_the_event()
    {
        var run = Waiting(TimeSpan.FromDays(7));
        run.Pass(TimeSpan.FromDays(7));
        run.Skip();
        run.Node.ShouldBe("ship");
        run.Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public void An_event_in_time_takes_the_timer_with_it_and_a_timer_that_fires_later_changes_nothing()
    {
        var run = Waiting(TimeSpan.FromDays(7), _remind);
        var timer = run.Timers.Keys.Single();
        run.Publish(new OrderPaid("o-1"));
        run.Timers.ShouldBeEmpty();

        run.Ignore(new TimerTrigger(timer));
        run.Complete("ship");
        run.Ignore(new TimerTrigger(timer));
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_time_that_is_up_at_once_takes_only_an_event_that_is_kept()
    {
        var late = Waiting(TimeSpan.Zero, _remind);
        late.Node.ShouldBe("remind");
        late.Journal.Kinds.ShouldBe([EntryKind.WorkflowStarted, EntryKind.WaitTimedOut]);

        var early = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(TimeSpan.FromSeconds(-1), _remind);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        early.Publish(new OrderPaid("o-1"));
        early.Complete("charge");
        early.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_time_that_is_up_at_once_without_a_branch_faults_the_instance() =>
        Waiting(TimeSpan.Zero).Status.ShouldBe(WorkflowStatus.Faulted);

    [Fact]
    public void An_empty_branch_goes_on_behind_the_wait()
    {
        var run = Waiting(TimeSpan.FromDays(7), _ => { });
        run.Pass(TimeSpan.FromDays(7));
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void An_empty_branch_of_the_last_wait_ends_the_instance()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<OrderApproved>("approval").Within(TimeSpan.FromDays(1), _ => { }));
        run.Pass(TimeSpan.FromDays(1));
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void The_time_may_come_from_the_state()
    {
        var run = EngineRun.Start(
            flow => flow.WaitFor<OrderApproved>("approval").Within(order => order.Delay),
            new Order { Delay = TimeSpan.FromHours(5) });
        run.Timers.Values.ShouldBe([EngineRun.StartedAt.AddHours(5)]);
    }

    [Fact]
    public void The_longest_time_ends_with_the_calendar() =>
        Waiting(TimeSpan.MaxValue).Timers.Values.ShouldBe([DateTimeOffset.MaxValue]);

    [Fact]
    public void Each_wait_has_a_limit_of_its_own()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("first").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(TimeSpan.FromDays(1));
            flow.WaitFor<OrderPaid>("second").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(TimeSpan.FromDays(2));
        });
        run.Wait(TimeSpan.FromHours(1));
        run.Publish(new OrderPaid("o-1"));
        run.Timers.Values.ShouldBe([run.Now.AddDays(2)]);
    }
}
