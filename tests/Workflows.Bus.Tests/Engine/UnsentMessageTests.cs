using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class UnsentMessageTests
{
    private static readonly Guid _message = Guid.NewGuid();
    private static readonly WorkflowError _error = new() { Type = "Some.Refusal", Message = "no such address" };

    private static readonly MessageFailedTrigger _failed = new(_message, _error, IsFinal: true);

    private static EngineRun Stopped(bool isLast = false)
    {
        var run = Sending(isLast);
        run.Change(_failed);
        return run;
    }

    private static EngineRun Sending(bool isLast = false)
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("ask", _ => Task.CompletedTask);
            if (!isLast)
                flow.Step("go", _ => Task.CompletedTask);
        });
        run.Change(run.Outcome(StepOutcome.Completed) with { Messages = [new HeldMessage { MessageId = _message, MessageType = "A, B", Body = "{}" }] });
        return run;
    }

    [Fact]
    public void The_instance_stops_where_it_is_with_the_reason_and_keeps_the_message()
    {
        var run = Stopped();

        (run.Status, run.Node).ShouldBe((WorkflowStatus.Faulted, "go"));
        (run.Instance.Error!.Type, run.Instance.Error.Message).ShouldBe((UnsentDecision.ErrorType, "no such address"));
        run.Journal.Last.Kind.ShouldBe(EntryKind.WorkflowFaulted);
        run.Instance.Execution.Outbox.ShouldHaveSingleItem().Failure.ShouldNotBeNull();
        run.Ignore(_failed);
    }

    [Fact]
    public void What_runs_is_recorded_and_nothing_further_goes_out_until_a_retry_sends_the_message_again()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("ask", _ => Task.CompletedTask);
            flow.Step("go", _ => Task.CompletedTask);
            flow.Step("end", _ => Task.CompletedTask);
        });
        run.Change(run.Outcome(StepOutcome.Completed) with { Messages = [new HeldMessage { MessageId = _message, MessageType = "A, B", Body = "{}" }] });
        run.Change(_failed);
        run.Complete("go").Dispatched.ShouldBeEmpty();
        (run.Status, run.Node).ShouldBe((WorkflowStatus.Faulted, "end"));

        run.Retry().Held.ShouldHaveSingleItem().MessageId.ShouldBe(_message);

        (run.Status, run.Instance.Error, run.LastSent.Node).ShouldBe((WorkflowStatus.Running, null, "end"));
        run.Change(new MessagesSentTrigger([_message]));
        run.Instance.Execution.Outbox.ShouldBeEmpty();
    }

    [Fact]
    public void Skip_gives_the_message_up_and_goes_on()
    {
        var run = Stopped();
        run.Refuse(new SkipTrigger("{}", "ann", null)).Refusal.ShouldBe(WorkflowRefusal.Malformed);

        run.Skip().Held.ShouldBeEmpty();

        run.Instance.Execution.Outbox.ShouldBeEmpty();
        (run.Status, run.Node).ShouldBe((WorkflowStatus.Running, "go"));
    }

    [Fact]
    public void Rewind_and_cancel_give_it_up_as_well()
    {
        var rewound = Stopped();
        rewound.Rewind("ask");
        rewound.Instance.Execution.Outbox.ShouldBeEmpty();
        rewound.Status.ShouldBe(WorkflowStatus.Running);

        var canceled = Stopped();
        canceled.Cancel();
        canceled.Instance.Execution.Outbox.ShouldBeEmpty();
        canceled.ShouldHaveEnded(WorkflowStatus.Canceled);
    }

    [Fact]
    public void An_instance_that_has_ended_stays_so_says_why_and_sends_the_message_at_a_retry()
    {
        var run = Stopped(isLast: true);
        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.Instance.Error!.Message.ShouldBe("no such address");
        run.Instance.StaleAt.ShouldBeNull();

        run.Retry().Held.ShouldHaveSingleItem();

        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.Instance.Error.ShouldBeNull();
        run.Change(new MessagesSentTrigger([_message]));
        run.Refuse(new RetryTrigger("ann", null)).Refusal.ShouldBe(WorkflowRefusal.WrongStatus);
    }

    [Fact]
    public void What_may_pass_is_tried_by_the_sweep_and_stops_the_instance_the_third_time()
    {
        var run = Sending();
        for (var round = 1; round <= 2; round++)
        {
            run.Change(_failed with { IsFinal = false });
            run.Status.ShouldBe(WorkflowStatus.Running);
            run.Wait(run.Settings.StaleAfter);
            run.Change(new RedriveTrigger()).Held.ShouldHaveSingleItem();
        }

        run.Change(_failed with { IsFinal = false });
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Wait(run.Settings.StaleAfter * 2);
        run.Change(new RedriveTrigger()).Held.ShouldBeEmpty("only the step that is out goes out again");
    }

    [Fact]
    public void A_step_message_that_cannot_be_sent_faults_the_instance_at_the_step_and_a_retry_sends_it_again()
    {
        var run = EngineRun.Start(flow => flow.Step("ask", _ => Task.CompletedTask));

        run.Change(new StepUnsentTrigger(1, 1, _error));

        (run.Status, run.Node, run.Instance.Error!.Message).ShouldBe((WorkflowStatus.Faulted, "ask", "no such address"));
        run.Retry();
        run.LastSent.ShouldBe(new StepMessage("ask", 1, 2));
        run.Ignore(new StepUnsentTrigger(1, 1, _error));
    }
}
