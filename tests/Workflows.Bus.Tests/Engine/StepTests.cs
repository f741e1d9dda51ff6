using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class StepTests
{
    private static EngineRun TwoSteps() => EngineRun.Start(flow =>
    {
        flow.Step("charge", _ => Task.CompletedTask);
        flow.Step("ship", _ => Task.CompletedTask);
    });

    [Fact]
    public void An_instance_starts_at_its_first_step_and_ends_behind_its_last()
    {
        var run = TwoSteps();
        run.Status.ShouldBe(WorkflowStatus.Running);
        run.Sent.ShouldBe([new StepMessage("charge", 1, 1)]);

        run.Complete("charge");
        run.Sent.ShouldBe([new StepMessage("charge", 1, 1), new StepMessage("ship", 2, 1)]);

        run.Complete("ship");
        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.Journal.Kinds.ShouldBe([EntryKind.WorkflowStarted, EntryKind.StepCompleted, EntryKind.StepCompleted, EntryKind.WorkflowCompleted]);
    }

    [Fact]
    public void What_a_step_stored_is_there_for_the_next_one()
    {
        var run = TwoSteps();
        run.Complete("charge", order => order.Amount = 12.5m);
        run.State.Amount.ShouldBe(12.5m);
        run.Journal.Last.Patch.ShouldBe("""[{"op":"replace","path":"/Amount","value":12.5}]""");
    }

    [Fact]
    public void An_outcome_that_comes_twice_moves_the_instance_once()
    {
        var run = TwoSteps();
        var outcome = run.Outcome(StepOutcome.Completed, order => order.Count++);
        run.Change(outcome);
        run.Ignore(outcome);
        run.State.Count.ShouldBe(1);
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void An_outcome_of_an_attempt_that_was_given_up_is_ignored()
    {
        var run = TwoSteps();
        var late = run.Outcome(StepOutcome.Completed);
        run.Change(new StepLostTrigger(1, 1));
        run.Ignore(late);
        run.Complete("charge");
        run.Ignore(late);
    }

    [Fact]
    public void A_skipped_step_is_recorded_as_skipped_and_the_next_one_runs()
    {
        var run = TwoSteps();
        run.Change(run.Outcome(StepOutcome.Skipped, order => order.Count = 1) with { Reason = "nothing to charge" });
        run.Journal.Last.Kind.ShouldBe(EntryKind.StepSkipped);
        run.Journal.Last.Reason.ShouldBe("nothing to charge");
        run.State.Count.ShouldBe(1);
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_reattempt_comes_after_its_delay_and_keeps_the_changes()
    {
        var run = TwoSteps();
        run.Change(run.Outcome(StepOutcome.Reattempt, order => order.Count = 1) with { ReattemptAfter = TimeSpan.FromMinutes(5), Reason = "not ready" });
        run.Journal.Last.Kind.ShouldBe(EntryKind.StepReattempted);
        run.State.Count.ShouldBe(1);
        run.Timers.Values.ShouldBe([run.Now.AddMinutes(5)]);

        run.Pass(TimeSpan.FromMinutes(5));
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(-1L)]
    public void A_reattempt_without_a_delay_comes_at_once(long? ticks)
    {
        var run = TwoSteps();
        run.Change(run.Outcome(StepOutcome.Reattempt) with { ReattemptAfter = ticks is { } value ? TimeSpan.FromTicks(value) : null });
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
        run.Timers.ShouldBeEmpty();
    }

    [Fact]
    public void A_reattempt_after_the_longest_delay_is_due_at_the_end_of_the_calendar()
    {
        var run = TwoSteps();
        run.Change(run.Outcome(StepOutcome.Reattempt) with { ReattemptAfter = TimeSpan.MaxValue });
        run.Timers.Values.ShouldBe([DateTimeOffset.MaxValue]);
    }

    [Fact]
    public void A_step_may_finish_the_instance()
    {
        var run = TwoSteps();
        run.Change(run.Outcome(StepOutcome.Finish, order => order.Count = 1));
        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.State.Count.ShouldBe(1);
        run.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void A_step_may_cancel_the_instance()
    {
        var run = TwoSteps();
        run.Change(run.Outcome(StepOutcome.Cancel) with { Reason = "customer left" });
        run.ShouldHaveEnded(WorkflowStatus.Canceled);
        run.Journal.Last.Reason.ShouldBe("customer left");
    }

    [Fact]
    public void A_step_that_cancels_without_a_reason_is_named_as_the_reason()
    {
        var run = TwoSteps();
        run.Change(run.Outcome(StepOutcome.Cancel));
        run.Journal.Last.Reason.ShouldBe("canceled by step charge");
    }

    [Fact]
    public void A_step_may_pause_the_instance_behind_it()
    {
        var run = TwoSteps();
        run.Change(run.Outcome(StepOutcome.Pause) with { Reason = "four eyes" });
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Journal.Last.Reason.ShouldBe("four eyes");
        run.Node.ShouldBe("ship");
        run.Sent.Count.ShouldBe(1);

        run.Resume();
        run.LastSent.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_last_step_that_pauses_holds_the_end_of_the_instance()
    {
        var run = TwoSteps();
        run.Complete("charge");
        run.Change(run.Outcome(StepOutcome.Pause));
        run.Status.ShouldBe(WorkflowStatus.Paused);

        run.Resume();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void The_start_of_an_attempt_is_recorded_once()
    {
        var run = TwoSteps();
        run.Change(new StepStartedTrigger(1, 1, "worker-1", run.Now));
        run.Token.StartedAt.ShouldBe(run.Now);
        run.Token.Worker.ShouldBe("worker-1");
        run.Ignore(new StepStartedTrigger(1, 1, "worker-2", run.Now));
        run.Journal.Single(EntryKind.StepStarted).Detail.ShouldNotBeNull().Worker.ShouldBe("worker-1");

        run.Complete("charge");
        run.Ignore(new StepStartedTrigger(1, 1, "worker-1", run.Now));
    }

    [Fact]
    public void A_completed_step_says_how_long_it_ran_and_where()
    {
        var run = TwoSteps();
        run.Complete("charge");
        var detail = run.Journal.Single(EntryKind.StepCompleted).Detail.ShouldNotBeNull();
        detail.Duration.ShouldBe(TimeSpan.FromMilliseconds(5));
        detail.Worker.ShouldBe("worker-1");
        detail.StartedAt.ShouldBe(EngineRun.StartedAt);
    }
}
