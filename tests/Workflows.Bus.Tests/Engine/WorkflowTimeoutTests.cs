using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class WorkflowTimeoutTests
{
    private static EngineRun Limited(TimeoutAction action = TimeoutAction.Fail) => EngineRun.Start(flow =>
    {
        flow.TimeoutAfter(TimeSpan.FromHours(1), action);
        flow.Step("charge", _ => Task.CompletedTask);
        flow.WaitFor<OrderApproved>("approval");
    });

    [Fact]
    public void An_instance_that_lives_too_long_fails_and_says_why()
    {
        var run = Limited();
        run.Complete("charge");
        run.Pass(TimeSpan.FromHours(1));
        run.ShouldHaveEnded(WorkflowStatus.Failed);
        run.Journal.Last.Reason.ShouldBe("the instance ran longer than its workflow allows, 01:00:00");
        run.Instance.Error.ShouldNotBeNull().Type.ShouldBe("Workflows.WorkflowTimeout");
    }

    [Fact]
    public void It_may_be_canceled_instead()
    {
        var run = Limited(TimeoutAction.Cancel);
        run.Pass(TimeSpan.FromHours(1));
        run.ShouldHaveEnded(WorkflowStatus.Canceled);
    }

    [Fact]
    public void It_may_be_paused_instead_and_then_goes_on_without_a_limit()
    {
        var run = Limited(TimeoutAction.Pause);
        run.Pass(TimeSpan.FromHours(1));
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Timers.ShouldBeEmpty();
        run.Complete("charge");
        run.Resume();
        run.Status.ShouldBe(WorkflowStatus.Waiting);
        run.Publish(new OrderApproved(EngineRun.InstanceId));
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void The_outcome_of_a_step_that_ran_over_the_limit_changes_nothing()
    {
        var run = Limited();
        var outcome = run.Outcome(StepOutcome.Completed);
        run.Pass(TimeSpan.FromHours(1));
        run.Ignore(outcome);
    }

    [Fact]
    public void An_instance_that_ends_in_time_takes_the_timer_with_it()
    {
        var run = Limited();
        var timer = run.Timers.Keys.Single();
        run.Complete("charge");
        run.Publish(new OrderApproved(EngineRun.InstanceId));
        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.Ignore(new TimerTrigger(timer));
    }

    [Theory]
    [InlineData(TimeoutAction.Fail, WorkflowStatus.Failed)]
    [InlineData(TimeoutAction.Cancel, WorkflowStatus.Canceled)]
    [InlineData(TimeoutAction.Pause, WorkflowStatus.Paused)]
    public void A_limit_that_passes_during_a_pause_holds_on_resume(TimeoutAction action, WorkflowStatus status)
    {
        var run = Limited(action);
        run.Pause();
        run.Pass(TimeSpan.FromHours(2));
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Resume();
        run.Status.ShouldBe(status);
    }

    [Fact]
    public void A_limit_whose_timer_was_lost_during_a_pause_holds_on_resume()
    {
        var run = Limited();
        run.Pause();
        run.Timers.Clear();
        run.Wait(TimeSpan.FromHours(2));
        run.Resume();
        run.ShouldHaveEnded(WorkflowStatus.Failed);
    }

    [Fact]
    public void A_faulted_instance_runs_into_its_limit_too()
    {
        var run = Limited();
        run.Fail("charge");
        run.Instance.StaleAt.ShouldBe(EngineRun.StartedAt.AddHours(1) + run.Settings.StaleAfter);
        run.Pass(TimeSpan.FromHours(1));
        run.ShouldHaveEnded(WorkflowStatus.Failed);
    }

    [Fact]
    public void The_limit_and_the_timers_of_nodes_are_different_timers()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromHours(1));
            flow.Sleep("rest", TimeSpan.FromMinutes(1));
            flow.WaitFor<OrderApproved>("approval");
        });
        run.Timers.Count.ShouldBe(2);
        run.Pass(TimeSpan.FromMinutes(1));
        run.Node.ShouldBe("approval");
    }

    [Fact]
    public void The_longest_limit_ends_with_the_calendar() =>
        EngineRun.Start(flow =>
        {
            flow.TimeoutAfter(TimeSpan.MaxValue);
            flow.WaitFor<OrderApproved>("approval");
        }).Timers.Values.ShouldBe([DateTimeOffset.MaxValue]);
}
