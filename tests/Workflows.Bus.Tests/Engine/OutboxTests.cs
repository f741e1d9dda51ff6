using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class OutboxTests
{
    private static readonly Guid _first = Guid.NewGuid();
    private static readonly Guid _second = Guid.NewGuid();

    private static HeldMessage Message(Guid id) => new() { MessageId = id, MessageType = "Shop.Receipt, Shop", Body = "{}" };

    private static EngineRun WithTwoMessages(StepOutcome outcome = StepOutcome.Completed)
    {
        var run = EngineRun.Start(flow => flow.Step("charge", _ => Task.CompletedTask));
        run.Change(run.Outcome(outcome) with { Messages = [Message(_first), Message(_second)] }).Held.Select(message => message.MessageId).ShouldBe([_first, _second]);
        return run;
    }

    private static IEnumerable<Guid> Open(EngineRun run) => run.Instance.Execution.Outbox.Select(message => message.Id);

    [Fact]
    public void Messages_stay_with_the_instance_until_they_are_known_to_be_sent_even_when_it_has_ended()
    {
        var run = WithTwoMessages();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
        Open(run).ShouldBe([_first, _second]);
        run.Instance.StaleAt.ShouldNotBeNull();

        run.Change(new MessagesSentTrigger([_first]));
        Open(run).ShouldBe([_second]);
        run.Change(new MessagesSentTrigger([_first, _second]));
        Open(run).ShouldBeEmpty();
        run.Instance.StaleAt.ShouldBeNull();
        run.Ignore(new MessagesSentTrigger([_first, _second]));
    }

    [Fact]
    public void The_journal_says_how_many_there_were() =>
        WithTwoMessages().Journal.Entries[1].Detail.ShouldNotBeNull().MessageCount.ShouldBe(2);

    [Fact]
    public void An_ended_instance_is_driven_on_while_messages_are_open()
    {
        var run = WithTwoMessages();
        run.Wait(run.Settings.StaleAfter * 2);
        run.Change(new RedriveTrigger()).Held.Length.ShouldBe(2);
        var finishedAt = run.Instance.FinishedAt;
        run.Change(new MessagesSentTrigger([_first, _second]));
        run.Ignore(new RedriveTrigger());
        run.Instance.FinishedAt.ShouldBe(finishedAt);
    }

    [Fact]
    public void A_transition_sends_what_it_adds_and_leaves_the_rest_to_whoever_sends_it()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("ask", _ => Task.CompletedTask);
            flow.WaitFor<OrderApproved>("approval");
            flow.Step("thank", _ => Task.CompletedTask);
        });
        run.Change(run.Outcome(StepOutcome.Completed) with { Messages = [Message(_first)] });

        run.Publish(new OrderApproved(EngineRun.InstanceId)).ShouldBeOfType<Changed>().Transition.Held.ShouldBeEmpty();
        run.Change(run.Outcome(StepOutcome.Completed) with { Messages = [Message(_second)] }).Held.ShouldHaveSingleItem().MessageId.ShouldBe(_second);
        Open(run).ShouldBe([_first, _second]);
    }

    [Fact]
    public void What_nobody_sent_in_time_is_sent_by_whatever_happens_next_however_busy_the_instance_is()
    {
        var run = EngineRun.Start(flow => flow.Step("poll", _ => Task.CompletedTask));
        run.Change(run.Outcome(StepOutcome.Reattempt) with { ReattemptAfter = TimeSpan.FromMinutes(1), Messages = [Message(_first)] });
        var staleAt = run.Instance.StaleAt.ShouldNotBeNull();

        run.Wait(TimeSpan.FromMinutes(1));
        Poll(run).ShouldBeEmpty();
        run.Instance.StaleAt.ShouldBe(staleAt);
        run.Wait(TimeSpan.FromMinutes(1));
        Poll(run).ShouldBe([_first]);
        run.Instance.StaleAt.ShouldNotBeNull().ShouldBeGreaterThan(staleAt);
        run.Wait(TimeSpan.FromMinutes(1));
        Poll(run).ShouldBeEmpty("somebody has just taken it on");
    }

    [Fact]
    public void A_message_to_drive_on_that_comes_early_or_twice_sends_nothing()
    {
        var run = WithTwoMessages();
        run.Ignore(new RedriveTrigger());
        run.Wait(run.Settings.StaleAfter * 2);
        run.Change(new RedriveTrigger()).Held.Length.ShouldBe(2);
        run.Ignore(new RedriveTrigger());
    }

    /// <summary>The next attempt begins and ends.</summary>
    /// <returns>Ids of the messages that go out with that.</returns>
    private static Guid[] Poll(EngineRun run)
    {
        var begun = run.Fire(run.Token.Timer.ShouldNotBeNull()).ShouldBeOfType<Changed>().Transition;
        var ended = run.Change(run.Outcome(StepOutcome.Reattempt) with { ReattemptAfter = TimeSpan.FromMinutes(1) });
        return [.. begun.Held.Concat(ended.Held).Select(message => message.MessageId)];
    }

    [Theory]
    [InlineData(StepOutcome.Skipped)]
    [InlineData(StepOutcome.Reattempt)]
    [InlineData(StepOutcome.Finish)]
    [InlineData(StepOutcome.Pause)]
    [InlineData(StepOutcome.Cancel)]
    public void Every_outcome_but_a_failure_keeps_its_messages(StepOutcome outcome) => Open(WithTwoMessages(outcome)).ShouldBe([_first, _second]);

    [Fact]
    public void Messages_are_taken_as_sent_also_where_the_definition_is_missing()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitFor<OrderApproved>("approval");
        });
        run.Publish(new OrderApproved(EngineRun.InstanceId));
        run.Change(run.Outcome(StepOutcome.Reattempt) with { Messages = [Message(_first)] });
        run.Plan = null;
        run.Change(new MessagesSentTrigger([_first]));
        Open(run).ShouldBeEmpty();
        run.Instance.Execution.KeptEvents.Length.ShouldBe(1);
        run.Subscriptions.Count.ShouldBe(1);
    }
}
