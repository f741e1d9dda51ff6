using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class RetryTests
{
    private static EngineRun StepWith(Action<IRetryBuilder> retry) => EngineRun.Start(flow =>
    {
        flow.Step("charge", _ => Task.CompletedTask).Retry(retry);
        flow.Step("ship", _ => Task.CompletedTask);
    });

    [Fact]
    public void A_step_that_fails_twice_and_then_works_leaves_three_attempts_in_the_journal()
    {
        var run = StepWith(retry => retry.Exponential(3, TimeSpan.FromSeconds(1)));

        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Running);
        run.Token.State.ShouldBe(WorkflowTokenState.Backoff);
        run.Token.DueAt.ShouldBe(EngineRun.StartedAt.AddSeconds(1));
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("no luck");

        run.Pass(TimeSpan.FromSeconds(1));
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
        run.Fail("charge");
        run.Token.DueAt.ShouldBe(run.Now.AddSeconds(2));

        run.Pass(TimeSpan.FromSeconds(2));
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 3));
        run.Complete("charge");

        run.Instance.Error.ShouldBeNull();
        run.Journal.Entries.Where(entry => entry.Attempt is not null).Select(entry => (entry.Kind, entry.Attempt!.Value)).ShouldBe(
            [(EntryKind.StepFailed, 1), (EntryKind.StepFailed, 2), (EntryKind.StepCompleted, 3)]);
        run.Complete("ship");
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_lasting_error_faults_the_instance_after_the_last_attempt_and_stays_with_it()
    {
        var run = StepWith(retry => retry.Constant(2, TimeSpan.FromSeconds(1)));
        run.Fail("charge", new InvalidOperationException("first"));
        run.Pass(TimeSpan.FromSeconds(1));
        run.Fail("charge", new InvalidOperationException("second"));

        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("second");
        run.Journal.Last.Kind.ShouldBe(EntryKind.WorkflowFaulted);
        run.Journal.Last.Error.ShouldNotBeNull().Message.ShouldBe("second");
        run.Timers.ShouldBeEmpty();
        run.Instance.StaleAt.ShouldBeNull();
    }

    [Fact]
    public void The_journal_says_when_the_next_attempt_is_due()
    {
        var run = StepWith(retry => retry.Constant(2, TimeSpan.FromSeconds(30)));
        run.Fail("charge");
        run.Journal.Single(EntryKind.StepFailed).Detail.ShouldNotBeNull().DueAt.ShouldBe(run.Now.AddSeconds(30));

        run.Pass(TimeSpan.FromSeconds(30));
        run.Fail("charge");
        run.Journal.Of(EntryKind.StepFailed)[1].Detail.ShouldNotBeNull().DueAt.ShouldBeNull();
    }

    [Fact]
    public void A_delay_of_zero_tries_again_at_once()
    {
        var run = StepWith(retry => retry.Constant(2, TimeSpan.Zero));
        run.Fail("charge");
        run.Token.State.ShouldBe(WorkflowTokenState.Dispatched);
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
        run.Timers.ShouldBeEmpty();
    }

    [Fact]
    public void An_error_declared_final_has_no_second_attempt()
    {
        var run = StepWith(retry => retry.Constant(5, TimeSpan.Zero).NonRetryable<OperationCanceledException>());
        run.Fail("charge", new TaskCanceledException("slow"));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Another_error_than_the_final_one_is_tried_again()
    {
        var run = StepWith(retry => retry.Constant(5, TimeSpan.Zero).NonRetryable<OperationCanceledException>());
        run.Fail("charge", new TimeoutException());
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }

    [Fact]
    public void A_retry_timer_goes_off_once()
    {
        var run = StepWith(retry => retry.Constant(3, TimeSpan.FromSeconds(1)));
        run.Fail("charge");
        var timer = run.Timers.Keys.Single();
        run.Pass(TimeSpan.FromSeconds(1));

        run.Ignore(new TimerTrigger(timer));
        run.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public void The_jitter_of_an_attempt_is_the_same_in_every_process_and_differs_between_attempts()
    {
        var first = StepWith(retry => retry.Constant(5, TimeSpan.FromMinutes(1), jitter: 1));
        var second = StepWith(retry => retry.Constant(5, TimeSpan.FromMinutes(1), jitter: 1));
        first.Fail("charge");
        second.Fail("charge");
        var delay = first.Token.DueAt!.Value - first.Now;
        second.Token.DueAt.ShouldBe(first.Token.DueAt);
        delay.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(1));

        first.Pass(TimeSpan.FromMinutes(1));
        first.Fail("charge");
        (first.Token.DueAt!.Value - first.Now).ShouldNotBe(delay);
    }

    [Fact]
    public void A_failed_attempt_changes_neither_state_nor_outbox()
    {
        var run = StepWith(retry => retry.Constant(2, TimeSpan.Zero));
        var before = run.Instance.State;
        run.Change(run.Outcome(StepOutcome.Failed, order => order.Count = 9, ErrorText.Of(new TimeoutException())) with
        {
            Messages = [new HeldMessage { MessageId = Guid.NewGuid(), MessageType = "m", Body = "{}" }],
        });

        run.Instance.State.ShouldBe(before);
        run.Instance.Execution.Outbox.ShouldBeEmpty();
    }

    [Fact]
    public void A_reattempt_does_not_count_as_a_failure()
    {
        var run = StepWith(retry => retry.Constant(2, TimeSpan.Zero));
        run.Change(run.Outcome(StepOutcome.Reattempt) with { ReattemptAfter = TimeSpan.FromHours(1) });
        run.Pass(TimeSpan.FromHours(1));
        run.Fail("charge");
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 3));
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public void Behind_a_reattempt_failures_are_counted_anew()
    {
        var run = StepWith(retry => retry.Constant(2, TimeSpan.Zero));
        run.Fail("charge");
        run.Change(run.Outcome(StepOutcome.Reattempt) with { ReattemptAfter = TimeSpan.Zero });
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Running, "The failure before the reattempt counts no more.");
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 4));
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Faulted);
    }
}
