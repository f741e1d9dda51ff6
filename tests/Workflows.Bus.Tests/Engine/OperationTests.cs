using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class OperationTests
{
    private static EngineRun Faulted()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(2, TimeSpan.FromMinutes(1)));
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Complete("reserve");
        run.Fail("charge");
        run.Pass(TimeSpan.FromMinutes(1));
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        return run;
    }

    /// <summary>Faulted at "charge", on the way without approval.</summary>
    private static EngineRun Approving()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.If(order => order.Count > 100, then => then.WaitFor<OrderApproved>("approval"), name: "large?");
            flow.Step("charge", _ => Task.CompletedTask);
            flow.If(order => order.Count < 0, then => then.Fail(_ => "no", "refuse"), name: "none?");
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Complete("reserve");
        run.Fail("charge");
        return run;
    }

    private static void ShouldSayWhoAndWhy(EngineRun run, EntryKind kind, string reason)
    {
        var entry = run.Journal.Of(kind)[^1];
        (entry.Actor, entry.Reason).ShouldBe(("ann", reason));
    }

    [Fact]
    public void A_retry_tries_the_faulted_step_again_with_a_fresh_count()
    {
        var run = Faulted();
        run.Retry();
        run.Status.ShouldBe(WorkflowStatus.Running);
        run.Instance.Error.ShouldBeNull();
        run.LastSent.ShouldBe(new StepMessage("charge", 2, 3));
        ShouldSayWhoAndWhy(run, EntryKind.WorkflowRetried, "once more");

        run.Fail("charge");
        run.Token.State.ShouldBe(WorkflowTokenState.Backoff);
    }

    [Fact]
    public void A_retry_makes_a_pending_attempt_happen_now()
    {
        var run = Faulted();
        run.Retry();
        run.Fail("charge");
        run.Retry();
        run.LastSent.ShouldBe(new StepMessage("charge", 2, 4));
        run.Timers.ShouldBeEmpty();
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public void A_skip_goes_on_behind_the_faulted_step()
    {
        var run = Faulted();
        run.Skip();
        run.Instance.Error.ShouldBeNull();
        run.LastSent.Node.ShouldBe("ship");
        ShouldSayWhoAndWhy(run, EntryKind.StepSkipped, "not needed");
    }

    [Fact]
    public void A_skip_is_possible_while_a_retry_is_pending()
    {
        var run = Faulted();
        run.Retry();
        run.Fail("charge");
        run.Skip();
        run.Node.ShouldBe("ship");
        run.Timers.ShouldBeEmpty();
    }

    [Fact]
    public void A_skip_with_a_result_sets_members_of_the_state()
    {
        var run = Faulted();
        run.Skip("""{"Amount": 12.5, "trail": ["by hand"], "ShipmentId": null}""");
        run.State.Amount.ShouldBe(12.5m);
        run.State.Trail.ShouldBe(["by hand"]);
        run.Journal.Single(EntryKind.StepSkipped).Patch.ShouldNotBeNull().ShouldContain("12.5");
    }

    [Theory]
    [InlineData("nonsense", "invalid")]
    [InlineData("[1]", "expected a JSON object")]
    [InlineData("""{"Amount":"much"}""", "Amount")]
    [InlineData("""{"Amuont":1}""", "there is no member 'Amuont'. Did you mean 'Amount'?")]
    [InlineData("""{"OrderId":"a\u0000b"}""", "null character")]
    [InlineData("""{"Amount":1,"Amount":2}""", "uplicate")]
    public void A_result_that_does_not_fit_the_state_is_refused_and_changes_nothing(string result, string expected)
    {
        var run = Faulted();
        var refused = run.Refuse(new SkipTrigger(result, "ann", null));
        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        refused.Message.ShouldStartWith("The result of a skipped step must be a JSON object that fits the state Order: ");
        refused.Message.ShouldContain(expected);
        run.Status.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public void A_rewind_goes_on_from_an_earlier_node_with_the_state_as_it_is()
    {
        var run = Faulted();
        run.Rewind("reserve");
        run.Status.ShouldBe(WorkflowStatus.Running);
        run.Instance.Error.ShouldBeNull();
        run.LastSent.ShouldBe(new StepMessage("reserve", 3, 1));
        ShouldSayWhoAndWhy(run, EntryKind.WorkflowRewound, "again from there");
    }

    [Fact]
    public void What_still_ran_when_a_paused_instance_was_rewound_no_longer_counts()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.Step("charge", _ => Task.CompletedTask);
        });
        run.Complete("reserve");
        var late = run.Outcome(StepOutcome.Completed);
        run.Pause();
        run.Rewind("reserve");
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Ignore(late);
        run.Resume();
        run.LastSent.Node.ShouldBe("reserve");
    }

    [Fact]
    public void A_rewind_to_an_unknown_node_is_refused_with_the_nearest_name()
    {
        var refused = Faulted().Refuse(new RewindTrigger("chagre", "ann", null));
        refused.Refusal.ShouldBe(WorkflowRefusal.UnknownNode);
        refused.Message.ShouldBe("order v3 has no node 'chagre'. Did you mean 'charge'?");
    }

    [Theory]
    [InlineData("ship")]
    [InlineData("approval")]
    [InlineData("refuse")]
    public void A_rewind_goes_back_and_never_forward_past_what_has_not_happened(string node)
    {
        var run = Approving();
        var refused = run.Refuse(new RewindTrigger(node, "ann", null));
        refused.Refusal.ShouldBe(WorkflowRefusal.WrongStatus);
        refused.Message.ShouldBe($"A rewind goes back only to what the instance has passed, and it has not passed '{node}' on its way to where it stands. It can go back to: reserve, large?, charge.");
        run.Status.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public void What_a_rewind_has_taken_back_has_not_been_passed()
    {
        var run = Approving();
        run.Rewind("reserve");
        run.Fail("reserve");
        run.Refuse(new RewindTrigger("charge", "ann", null)).Message.ShouldEndWith("It can go back to: reserve.");
        run.Refuse(new RewindTrigger("large?", "ann", null)).Message.ShouldEndWith("It can go back to: reserve.");
        run.Rewind("reserve");
    }

    [Fact]
    public void A_wait_that_an_instance_only_came_to_has_not_been_passed_once_it_was_left_backward()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.WaitFor<OrderApproved>("approval");
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Complete("reserve");
        run.Pause();
        run.Refuse(new RewindTrigger("ship", "ann", null));
        run.Rewind("approval");
        run.Rewind("reserve");
        run.Refuse(new RewindTrigger("approval", "ann", null)).Message.ShouldEndWith("It can go back to: reserve.");
    }

    [Fact]
    public void A_skipped_step_a_slept_sleep_and_a_wait_that_timed_out_have_been_passed()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.Sleep("nap", TimeSpan.FromHours(1));
            flow.WaitFor<OrderApproved>("approval").Within(TimeSpan.FromHours(1), late => late.Step("remind", _ => Task.CompletedTask));
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Fail("reserve");
        run.Skip();
        run.Pass(TimeSpan.FromHours(2));
        run.Complete("remind");
        run.Fail("ship");
        foreach (var node in new[] { "ship", "remind", "approval", "nap", "reserve" })
        {
            run.Rewind(node);
            run.Node.ShouldBe(node);
            run.Status.ShouldNotBe(WorkflowStatus.Faulted);
            if (run.Status != WorkflowStatus.Paused)
                run.Pause();
        }
    }

    [Fact]
    public void A_cancel_is_final_whatever_the_running_step_returns()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromDays(1));
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitFor<OrderApproved>("approval");
        });
        var outcome = run.Outcome(StepOutcome.Completed);
        run.Cancel();
        run.ShouldHaveEnded(WorkflowStatus.Canceled);
        ShouldSayWhoAndWhy(run, EntryKind.WorkflowCanceled, "no longer wanted");
        run.Ignore(outcome);
        run.Journal.Last.Kind.ShouldBe(EntryKind.WorkflowCanceled);
    }

    [Fact]
    public void A_faulted_and_a_paused_instance_can_be_canceled()
    {
        var faulted = Faulted();
        faulted.Cancel();
        faulted.ShouldHaveEnded(WorkflowStatus.Canceled);
        faulted.Instance.Error.ShouldNotBeNull();
        var paused = EngineRun.Start(flow => flow.Sleep("rest", TimeSpan.FromDays(1)));
        paused.Pause();
        paused.Cancel();
        paused.ShouldHaveEnded(WorkflowStatus.Canceled);
    }

    [Fact]
    public void A_command_that_is_delivered_again_is_obeyed_once()
    {
        var run = Faulted();
        var skip = new SkipTrigger(null, "ann", null) { CommandId = Guid.NewGuid() };
        run.Change(skip);
        run.Fail("ship");
        run.Ignore(skip);
        run.Node.ShouldBe("ship");

        var cancel = new CancelTrigger("ann", null) { CommandId = Guid.NewGuid() };
        run.Change(cancel);
        run.Ignore(cancel);
    }

    [Fact]
    public void Only_the_last_commands_are_remembered()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<OrderApproved>("approval"));
        for (var i = 0; i < 20; i++)
            run.Change(i % 2 == 0 ? new PauseTrigger(null, null) { CommandId = Guid.NewGuid() } : new ResumeTrigger(null, null) { CommandId = Guid.NewGuid() });

        run.Instance.Execution.Commands.Length.ShouldBe(8);
    }
}
