using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class RedriveTests
{
    private static EngineRun Charging(Action<IStepBuilder<Order>>? configure = null) => EngineRun.Start(flow =>
    {
        var step = flow.Step("charge", _ => Task.CompletedTask);
        configure?.Invoke(step);
        flow.Step("ship", _ => Task.CompletedTask);
    });

    private static void FallSilent(EngineRun run) => run.Wait(run.Settings.StaleAfter * 2);

    [Fact]
    public void A_step_message_that_was_lost_goes_out_again_for_the_same_attempt()
    {
        var run = Charging();
        FallSilent(run);
        run.Change(new RedriveTrigger());
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 1));
        run.Sent.Count.ShouldBe(2);
        run.Journal.Last.Kind.ShouldBe(EntryKind.WorkflowRedriven);
        run.Complete("charge");
    }

    [Fact]
    public void An_attempt_whose_start_is_recorded_counts_as_lost()
    {
        var run = Charging();
        run.Change(new StepStartedTrigger(1, 1, "worker-1", run.Now));
        FallSilent(run);
        run.Change(new RedriveTrigger());
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
        run.Journal.Last.Kind.ShouldBe(EntryKind.StepLost);
    }

    [Fact]
    public void An_attempt_that_goes_on_elsewhere_is_neither_sent_again_nor_lost()
    {
        var run = Charging();
        var startedAt = run.Now;
        for (var report = 1; report <= 10; report++)
        {
            run.Wait(run.Settings.StaleAfter / 3);
            run.Change(new StepRunningTrigger(1, 1, "worker-1", startedAt));
            run.Instance.StaleAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(run.Now + run.Settings.StaleAfter);
        }

        run.Wait(run.Settings.StaleAfter / 3);
        run.Apply(new RedriveTrigger());
        run.Sent.Count.ShouldBe(1);
        run.Journal.Last.Kind.ShouldBe(EntryKind.StepStarted);
        var started = run.Journal.Single(EntryKind.StepStarted).Detail.ShouldNotBeNull();
        (started.Worker, started.StartedAt).ShouldBe(("worker-1", startedAt));
        run.Complete("charge");
    }

    [Fact]
    public void An_attempt_that_is_no_longer_heard_of_counts_as_lost()
    {
        var run = Charging();
        run.Change(new StepRunningTrigger(1, 1, "worker-1", run.Now));
        FallSilent(run);

        run.Change(new RedriveTrigger());

        run.Journal.Last.Kind.ShouldBe(EntryKind.StepLost);
        run.Ignore(new StepRunningTrigger(1, 1, "worker-1", run.Now));
    }

    [Fact]
    public void A_second_message_to_drive_on_does_not_take_the_new_attempt_for_lost()
    {
        var run = Charging();
        run.Change(new StepStartedTrigger(1, 1, "worker-1", run.Now));
        FallSilent(run);
        run.Change(new RedriveTrigger());
        run.Change(new StepStartedTrigger(1, 2, "worker-2", run.Now));

        run.Ignore(new RedriveTrigger());
        run.Complete("charge");
    }

    [Fact]
    public void A_message_to_drive_on_that_comes_late_leaves_a_step_alone_whose_lease_is_fresh()
    {
        var run = Charging();
        run.Change(new StepStartedTrigger(1, 1, "worker-1", run.Now));
        FallSilent(run);
        run.Change(new StepRunningTrigger(1, 1, "worker-1", run.Token.StartedAt!.Value));
        run.Wait(run.Settings.StaleAfter - TimeSpan.FromTicks(1));

        run.Ignore(new RedriveTrigger());
        run.Wait(TimeSpan.FromTicks(1));
        run.Change(new RedriveTrigger());

        run.Journal.Last.Kind.ShouldBe(EntryKind.StepLost);
    }

    [Fact]
    public void What_else_happens_to_the_instance_says_nothing_of_its_step()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        var staleAt = run.Instance.StaleAt;
        run.Wait(run.Settings.StaleAfter - TimeSpan.FromSeconds(1));
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Changed>();
        run.Instance.StaleAt.ShouldBe(staleAt);
        run.Wait(TimeSpan.FromSeconds(1));

        run.Change(new RedriveTrigger());

        run.LastSent.ShouldBe(new StepMessage("charge", 1, 1));
        run.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public void A_second_message_to_drive_on_sends_nothing_again()
    {
        var run = Charging();
        FallSilent(run);
        run.Change(new RedriveTrigger());
        run.Wait(run.Settings.StaleAfter / 2);

        run.Ignore(new RedriveTrigger());
        run.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public void A_step_whose_message_is_out_twice_says_so_until_its_next_attempt()
    {
        var run = Charging(step => step.Retry(retry => retry.Constant(2, TimeSpan.Zero)));
        run.Token.Repeated.ShouldBeFalse();
        FallSilent(run);
        run.Change(new RedriveTrigger());
        run.Token.Repeated.ShouldBeTrue();

        run.Fail("charge");
        run.Token.Repeated.ShouldBeFalse();
    }

    [Fact]
    public void An_instance_with_a_step_out_counts_as_forgotten_after_the_threshold()
    {
        var run = Charging();
        var staleAt = run.Instance.StaleAt.ShouldNotBeNull();
        (staleAt - run.Now).ShouldBeInRange(run.Settings.StaleAfter, run.Settings.StaleAfter * 1.5);
    }

    [Fact]
    public void An_overdue_retry_goes_out_when_its_timer_was_lost()
    {
        var run = Charging(step => step.Retry(retry => retry.Constant(2, TimeSpan.FromMinutes(1))));
        run.Fail("charge");
        run.Timers.Clear();
        run.Wait(TimeSpan.FromMinutes(1));
        run.Change(new RedriveTrigger());
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }

    [Fact]
    public void An_overdue_time_limit_ends_the_instance_when_its_timer_was_lost()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromMinutes(1));
            flow.WaitFor<OrderApproved>("approval");
        });
        run.Timers.Clear();
        run.Wait(TimeSpan.FromMinutes(1));
        run.Change(new RedriveTrigger());
        run.ShouldHaveEnded(WorkflowStatus.Failed);
    }

    [Fact]
    public void An_overdue_time_limit_whose_timer_is_still_there_takes_the_timer_with_it()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromMinutes(1), TimeoutAction.Pause);
            flow.WaitFor<OrderApproved>("approval");
        });
        run.Wait(TimeSpan.FromMinutes(1));
        run.Change(new RedriveTrigger());
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Timers.ShouldBeEmpty();
    }

    [Fact]
    public void A_paused_instance_is_not_driven_on()
    {
        var run = EngineRun.Start(flow => flow.Sleep("rest", TimeSpan.FromMinutes(1)));
        run.Pause();
        run.Timers.Clear();
        FallSilent(run);
        run.Ignore(new RedriveTrigger());
        run.Instance.StaleAt.ShouldBeNull();
    }

    [Fact]
    public void A_step_message_lost_while_the_instance_is_paused_goes_out_again_and_meets_the_pause()
    {
        var run = Charging();
        run.Pause();
        FallSilent(run);
        run.Change(new RedriveTrigger());
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 1));
        run.Change(new StepHeldTrigger(1, 1));
        run.Instance.StaleAt.ShouldBeNull();
        run.Resume();
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 1));
    }

    [Fact]
    public void A_faulted_instance_waits_for_its_operator_however_long()
    {
        var run = Charging();
        run.Fail("charge");
        run.Instance.StaleAt.ShouldBeNull();
        FallSilent(run);
        run.Ignore(new RedriveTrigger());
    }

    [Fact]
    public void An_instance_that_waits_for_an_event_is_left_alone()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<OrderApproved>("approval"));
        run.Instance.StaleAt.ShouldBeNull();
        FallSilent(run);
        run.Ignore(new RedriveTrigger());
    }

    [Fact]
    public void A_quick_instance_keeps_one_threshold_through_its_steps()
    {
        var run = EngineRun.Start(flow =>
        {
            foreach (var step in "abc")
                flow.Step($"{step}", _ => Task.CompletedTask);
        });
        run.Wait(TimeSpan.FromMilliseconds(5));
        run.Complete("a");
        var staleAt = run.Instance.StaleAt;
        run.Wait(TimeSpan.FromMilliseconds(5));
        run.Complete("b");
        run.Instance.StaleAt.ShouldBe(staleAt);
    }
}
