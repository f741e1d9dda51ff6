using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class LostAttemptTests
{
    private static EngineRun Running(Action<IStepBuilder<Order>>? configure = null)
    {
        var run = EngineRun.Start(flow =>
        {
            var step = flow.Step("charge", _ => Task.CompletedTask);
            configure?.Invoke(step);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        return run;
    }

    private static void Lose(EngineRun run) => run.Change(new StepLostTrigger(run.Token.Id, run.Token.Attempt));

    [Fact]
    public void A_step_whose_worker_went_away_runs_again_and_the_old_attempt_is_shown_as_lost()
    {
        var run = Running();
        run.Change(new StepStartedTrigger(1, 1, "worker-1", run.Now));
        Lose(run);

        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
        run.Token.StartedAt.ShouldBeNull();
        var lost = run.Journal.Single(EntryKind.StepLost);
        lost.Attempt.ShouldBe(1);
        lost.Error.ShouldNotBeNull().Type.ShouldBe(typeof(StepLostException).FullName);
        lost.Error.Message.ShouldBe("The worker worker-1 went away during attempt 1: its outcome is unknown.");
        run.Complete("charge");
    }

    [Fact]
    public void A_loss_that_is_reported_twice_counts_once()
    {
        var run = Running();
        Lose(run);
        run.Ignore(new StepLostTrigger(1, 1));
        run.Token.Attempt.ShouldBe(2);
    }

    [Fact]
    public void Too_many_losses_in_a_row_count_as_a_failure_of_the_step()
    {
        var run = Running();
        for (var i = 0; i < run.Settings.LostAttemptLimit; i++)
            Lose(run);

        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Sent.Count.ShouldBe(run.Settings.LostAttemptLimit);
        run.Instance.Error.ShouldNotBeNull().Type.ShouldBe(typeof(StepLostException).FullName);
    }

    [Fact]
    public void An_attempt_that_ended_breaks_the_row_of_losses()
    {
        var run = Running(step => step.Retry(retry => retry.Constant(2, TimeSpan.Zero)));
        for (var i = 1; i < run.Settings.LostAttemptLimit; i++)
            Lose(run);

        run.Fail("charge");
        Lose(run);
        run.Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public void A_loss_does_not_count_against_the_retry_policy()
    {
        var run = Running(step => step.Retry(retry => retry.Constant(2, TimeSpan.Zero)));
        Lose(run);
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Running);
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Faulted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_error_policy_decides_about_a_step_that_was_lost_too_often(bool byBaseType)
    {
        var run = Running(step => _ = byBaseType ? step.OnError<Exception>(ErrorAction.Skip) : step.OnError<StepLostException>(ErrorAction.Skip));
        for (var i = 0; i < run.Settings.LostAttemptLimit; i++)
            Lose(run);

        run.LastSent.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_step_that_must_not_run_twice_is_not_tried_again_after_a_loss()
    {
        var run = Running(step => step.Retry(retry => retry.NonRetryable<StepLostException>()));
        Lose(run);
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void An_attempt_lost_while_the_instance_is_paused_is_replaced_on_resume()
    {
        var run = Running();
        run.Pause();
        Lose(run);
        run.Sent.Count.ShouldBe(1);

        run.Resume();
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }
}
