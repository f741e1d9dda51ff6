using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class DefinitionGapTests
{
    private const string NotRegistered =
        "order v3 is not registered in this process, but the instance runs on it. Register that version again, and the instance goes on; or cancel it.";

    private static EngineRun Sleeping() => EngineRun.Start(flow =>
    {
        flow.Sleep("rest", TimeSpan.FromMinutes(10));
        flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        flow.Step("ship", _ => Task.CompletedTask);
    });

    private static WorkflowPlan Forget(EngineRun run)
    {
        var plan = run.Plan!;
        run.Plan = null;
        return plan;
    }

    [Fact]
    public void A_missing_version_faults_the_instance_with_a_sentence_saying_so()
    {
        var run = Sleeping();
        Forget(run);
        run.Pass(TimeSpan.FromMinutes(10));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe(NotRegistered);
        run.Journal.Last.Kind.ShouldBe(EntryKind.WorkflowFaulted);
        run.Subscriptions.Count.ShouldBe(1);
    }

    [Fact]
    public void With_the_version_back_a_retry_makes_happen_what_fell_due_meanwhile()
    {
        var run = Sleeping();
        var plan = Forget(run);
        run.Pass(TimeSpan.FromMinutes(10));
        run.Plan = plan;
        run.Retry();
        run.Status.ShouldBe(WorkflowStatus.Waiting);
        run.Node.ShouldBe("payment");
        run.Instance.Error.ShouldBeNull();
    }

    [Fact]
    public void With_the_version_back_nothing_goes_out_when_what_fell_due_meanwhile_pauses_it()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromHours(1), TimeoutAction.Pause);
            flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(maxAttempts: 3, delay: TimeSpan.FromMinutes(10)));
        });
        run.Fail("charge");
        var plan = Forget(run);
        run.Pass(TimeSpan.FromHours(2));
        run.Plan = plan;

        run.Retry();

        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Sent.Count.ShouldBe(1);
        run.Resume();
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }

    [Fact]
    public void With_the_version_back_the_sweep_lets_it_go_on()
    {
        var run = Sleeping();
        var plan = Forget(run);
        run.Pass(TimeSpan.FromMinutes(10));
        run.Instance.StaleAt.ShouldNotBeNull();
        run.Ignore(new RedriveTrigger());

        run.Plan = plan;
        run.Change(new RedriveTrigger());
        run.Status.ShouldBe(WorkflowStatus.Waiting);
        run.Node.ShouldBe("payment");
        run.Journal.Of(EntryKind.WorkflowRetried).Single().Reason.ShouldBe("its definition is known again");
    }

    [Fact]
    public void Until_the_retry_nothing_moves_and_events_are_kept()
    {
        var run = Sleeping();
        var plan = Forget(run);
        run.Pass(TimeSpan.FromMinutes(10));
        run.Plan = plan;
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Changed>();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Retry();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void Events_kept_before_the_version_went_missing_stay()
    {
        var run = Sleeping();
        run.Publish(new OrderPaid("o-1"));
        var plan = Forget(run);
        run.Pass(TimeSpan.FromMinutes(10));
        run.Instance.Execution.KeptEvents.Length.ShouldBe(1);
        run.Plan = plan;
        run.Retry();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_step_message_that_met_the_gap_goes_out_again_on_retry()
    {
        var run = EngineRun.Start(flow => flow.Step("ship", _ => Task.CompletedTask));
        var plan = Forget(run);
        run.Change(new StepHeldTrigger(1, 1));
        run.Ignore(new StepHeldTrigger(1, 1));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Plan = plan;
        run.Retry();
        run.LastSent.ShouldBe(new StepMessage("ship", 1, 1));
        run.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public void An_event_that_meets_the_gap_leaves_the_instance_to_a_process_that_knows_its_version()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        var plan = Forget(run);
        var id = Guid.NewGuid();
        run.Publish(new OrderPaid("o-1"), id).ShouldBeOfType<Ignored>();
        run.Status.ShouldBe(WorkflowStatus.Waiting);
        run.Plan = plan;
        run.Publish(new OrderPaid("o-1"), id).ShouldBeOfType<Changed>();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_gap_is_noted_once()
    {
        var run = Sleeping();
        Forget(run);
        run.Change(new RedriveTrigger());
        run.Ignore(new RedriveTrigger());
        run.Journal.Of(EntryKind.WorkflowFaulted).Count.ShouldBe(1);
    }

    [Fact]
    public void Operators_are_told_about_the_gap_and_may_cancel()
    {
        var run = Sleeping();
        Forget(run);
        run.SendEvent(new OrderPaid("o-1")).ShouldBeOfType<Refused>().Message.ShouldBe(NotRegistered);
        run.Change(new RedriveTrigger());
        run.Refuse(new RetryTrigger("ann", null)).Message.ShouldBe(NotRegistered);
        run.Cancel();
        run.ShouldHaveEnded(WorkflowStatus.Canceled);
    }

    [Fact]
    public void A_node_that_is_gone_faults_the_instance_and_a_rewind_takes_it_to_one_that_it_has_passed()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.Sleep("rest", TimeSpan.FromMinutes(10));
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Complete("reserve");
        run.Plan = Plans.Of(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Pass(TimeSpan.FromMinutes(10));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe(
            "order v3 has no node 'rest' any more, but the instance stands there. Give a changed definition a new version; put the node back and retry, rewind the instance to a node that it has passed, or cancel it.");

        run.Refuse(new RewindTrigger("ship", "ann", null)).Message.ShouldEndWith("It can go back to: reserve.");
        run.Rewind("reserve");
        run.Complete("reserve");
        run.Status.ShouldBe(WorkflowStatus.Running);
        run.Subscriptions.ShouldBeEmpty();
        run.Complete("ship");
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_time_limit_that_passes_in_the_gap_holds_on_retry()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromMinutes(1));
            flow.WaitFor<OrderApproved>("approval");
        });
        var plan = Forget(run);
        run.Pass(TimeSpan.FromMinutes(1));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Plan = plan;
        run.Retry();
        run.ShouldHaveEnded(WorkflowStatus.Failed);
    }

    [Fact]
    public void A_skip_of_what_did_not_fail_is_refused()
    {
        var run = Sleeping();
        var plan = Forget(run);
        run.Pass(TimeSpan.FromMinutes(10));
        run.Plan = plan;
        run.Refuse(new SkipTrigger(null, "ann", null)).Message.ShouldBe(
            "Skip is not possible: no node failed, the definition was missing. Possible: retry, rewind, cancel.");
    }

    [Fact]
    public void A_paused_instance_whose_version_was_missing_is_paused_again_after_the_retry()
    {
        var run = Sleeping();
        run.Pause();
        var plan = Forget(run);
        run.Pass(TimeSpan.FromMinutes(10));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Plan = plan;
        run.Refuse(new ResumeTrigger("ann", null)).Message.ShouldStartWith("Resume is not possible while the instance is Faulted.");
        run.Retry();
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Node.ShouldBe("rest");
        run.Resume();
        run.Node.ShouldBe("payment");
    }

    [Fact]
    public void A_retry_that_ends_the_instance_leaves_its_failed_step_alone()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromMinutes(1));
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Fail("ship");
        var plan = Forget(run);
        run.Pass(TimeSpan.FromMinutes(1));
        run.Plan = plan;
        run.Retry();
        run.ShouldHaveEnded(WorkflowStatus.Failed);
    }
}
