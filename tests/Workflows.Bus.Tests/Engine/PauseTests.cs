using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class PauseTests
{
    private static EngineRun Sleeping() => EngineRun.Start(flow =>
    {
        flow.Sleep("rest", TimeSpan.FromMinutes(10));
        flow.Step("ship", _ => Task.CompletedTask);
    });

    private static EngineRun Charging(Action<IStepBuilder<Order>>? configure = null) => EngineRun.Start(flow =>
    {
        var step = flow.Step("charge", _ => Task.CompletedTask);
        configure?.Invoke(step);
        flow.Step("ship", _ => Task.CompletedTask);
    });

    [Fact]
    public void A_pause_leaves_the_due_time_and_a_resume_before_it_does_nothing_early()
    {
        var run = Sleeping();
        run.Pass(TimeSpan.FromMinutes(2));
        run.Pause();
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Pass(TimeSpan.FromMinutes(3));
        run.Resume();
        run.Status.ShouldBe(WorkflowStatus.Waiting);
        run.Timers.Values.ShouldBe([EngineRun.StartedAt.AddMinutes(10)]);
        run.Pass(TimeSpan.FromMinutes(5));
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void What_fell_due_during_a_pause_happens_on_resume()
    {
        var run = Sleeping();
        run.Pause();
        run.Pass(TimeSpan.FromMinutes(20));
        run.Node.ShouldBe("rest");
        run.Sent.ShouldBeEmpty();
        run.Resume();
        run.Node.ShouldBe("ship");
        run.Journal.Kinds.ShouldBe([EntryKind.WorkflowStarted, EntryKind.WorkflowPaused, EntryKind.WorkflowResumed, EntryKind.SleepElapsed]);
    }

    [Fact]
    public void What_fell_due_during_a_pause_happens_on_resume_even_if_its_timer_was_lost()
    {
        var run = Sleeping();
        run.Pause();
        run.Timers.Clear();
        run.Wait(TimeSpan.FromMinutes(20));
        run.Resume();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void Three_cycles_of_pause_and_resume_leave_one_timer()
    {
        var run = Sleeping();
        for (var i = 0; i < 3; i++)
        {
            run.Pause();
            run.Resume();
        }

        run.Timers.Values.ShouldBe([EngineRun.StartedAt.AddMinutes(10)]);
        run.Pass(TimeSpan.FromMinutes(10));
        run.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void The_result_of_a_running_step_is_recorded_and_nothing_further_is_dispatched()
    {
        var run = Charging();
        run.Pause();
        run.Complete("charge", order => order.Count = 1);
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.State.Count.ShouldBe(1);
        run.Token.State.ShouldBe(WorkflowTokenState.Held);
        run.Node.ShouldBe("ship");
        run.Sent.Count.ShouldBe(1);

        run.Resume();
        run.LastSent.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_step_message_that_meets_the_pause_is_put_by_and_goes_out_on_resume()
    {
        var run = Charging();
        run.Pause();
        run.Change(new StepHeldTrigger(1, 1));
        run.Ignore(new StepHeldTrigger(1, 1));
        run.Instance.StaleAt.ShouldBeNull();
        run.Resume();
        run.Sent.ShouldBe([new StepMessage("charge", 1, 1), new StepMessage("charge", 1, 1)]);
        run.Complete("charge");
    }

    [Fact]
    public void A_step_that_is_not_put_by_is_not_sent_again_on_resume()
    {
        var run = Charging();
        run.Pause();
        run.Resume();
        run.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void The_result_of_a_step_counts_even_where_a_duplicate_of_its_message_was_put_by()
    {
        var run = Charging();
        run.Pause();
        var outcome = run.Outcome(StepOutcome.Completed);
        run.Change(new StepHeldTrigger(1, 1));
        run.Change(outcome);
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_step_message_is_put_by_only_while_the_instance_is_held()
    {
        var run = Charging();
        run.Ignore(new StepHeldTrigger(1, 1));
        run.Pause();
        run.Change(new StepStartedTrigger(1, 1, "worker-1", run.Now));
        run.Ignore(new StepHeldTrigger(1, 1));
    }

    [Fact]
    public void A_step_that_fails_during_a_pause_is_tried_again_on_resume()
    {
        var run = Charging(step => step.Retry(retry => retry.Constant(3, TimeSpan.FromMinutes(1))));
        run.Pause();
        run.Fail("charge");
        run.Pass(TimeSpan.FromMinutes(2));
        run.Sent.Count.ShouldBe(1);
        run.Resume();
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }

    [Fact]
    public void A_retry_that_is_due_after_the_resume_keeps_its_time()
    {
        var run = Charging(step => step.Retry(retry => retry.Constant(3, TimeSpan.FromMinutes(5))));
        run.Fail("charge");
        run.Pause();
        run.Pass(TimeSpan.FromMinutes(2));
        run.Resume();
        run.Sent.Count.ShouldBe(1);
        run.Pass(TimeSpan.FromMinutes(3));
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }

    [Fact]
    public void A_step_that_fails_for_good_during_a_pause_shows_as_faulted_on_resume()
    {
        var run = Charging();
        run.Pause();
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Resume();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Retry();
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }

    [Fact]
    public void An_event_that_comes_during_a_pause_is_taken_on_resume()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).IgnoreEarlyEvents().OnReceived((s, e) => s.Amount = e.Amount);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Pause();
        run.Publish(new OrderPaid("o-1", 42)).ShouldBeOfType<Changed>();
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Node.ShouldBe("payment");
        run.Resume();
        run.Node.ShouldBe("ship");
        run.State.Amount.ShouldBe(42);
    }

    [Fact]
    public void An_event_that_came_during_a_pause_goes_before_the_time_limit_that_passed_in_it()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(TimeSpan.FromMinutes(5));
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Pause();
        run.Publish(new OrderPaid("o-1"));
        run.Pass(TimeSpan.FromMinutes(10));
        run.Resume();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_wait_that_ran_out_of_time_during_a_pause_times_out_on_resume()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(TimeSpan.FromMinutes(5), late => late.Step("remind", _ => Task.CompletedTask));
        });
        run.Pause();
        run.Pass(TimeSpan.FromMinutes(10));
        run.Node.ShouldBe("payment");
        run.Resume();
        run.Node.ShouldBe("remind");
    }

    [Fact]
    public void Decisions_behind_a_running_step_are_taken_on_resume()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.If(order => order.Count > 0, then => then.Step("ship", _ => Task.CompletedTask), name: "counted?");
        });
        run.Pause();
        run.Complete("charge", order => order.Count = 1);
        run.Node.ShouldBe("counted?");
        run.Resume();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_reattempt_at_once_during_a_pause_goes_out_on_resume()
    {
        var run = Charging();
        run.Pause();
        run.Change(run.Outcome(StepOutcome.Reattempt));
        run.Sent.Count.ShouldBe(1);
        run.Resume();
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }
}
