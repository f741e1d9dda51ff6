using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>What comes once and not again while the node of an instance is missing is there when it is back.</summary>
public class GapNoteTests
{
    [Fact]
    public void An_event_for_a_wait_that_is_gone_is_kept_and_taken_when_it_is_back()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        var plan = Change(run, flow => flow.WaitFor<OrderPaid>("pay").CorrelatedBy(e => e.OrderId, s => s.OrderId));

        run.Publish(new OrderPaid("o-1", 7)).ShouldBeOfType<Changed>();

        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Message.ShouldStartWith("order v3 has no node 'payment' any more");
        run.Instance.Execution.KeptEvents.ShouldHaveSingleItem().Waits.ShouldBe([WorkflowPlace.Of("payment")]);
        run.Plan = plan;
        run.Retry();
        run.Node.ShouldBe("ship");
        run.Journal.Of(EntryKind.EventDropped).ShouldBeEmpty();
    }

    [Fact]
    public void An_event_with_another_key_is_not_kept_for_a_wait_that_is_gone()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        Change(run, flow => flow.WaitFor<OrderPaid>("pay").CorrelatedBy(e => e.OrderId, s => s.OrderId));

        run.Publish(new OrderPaid("o-2")).ShouldBeOfType<Ignored>().IsUnmatched.ShouldBeTrue();

        run.Status.ShouldBe(WorkflowStatus.Waiting);
    }

    [Fact]
    public void An_event_for_a_wait_ahead_is_kept_while_the_node_before_it_is_gone()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Sleep("rest", TimeSpan.FromMinutes(10));
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        var plan = Change(run, flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        run.Publish(new OrderPaid("o-1"));
        run.Pass(TimeSpan.FromMinutes(10));

        run.Plan = plan;
        run.Retry();

        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void The_outcome_of_a_step_that_is_gone_is_noted_and_counts_when_it_is_back()
    {
        var run = Charging();
        var ended = run.Outcome(StepOutcome.Completed, order => order.Count = 5) with { Messages = [Message] };
        var plan = Change(run, flow => flow.Step("bill", _ => Task.CompletedTask));

        run.Change(ended);
        run.Ignore(ended);

        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Plan = plan;
        run.Retry();
        run.Node.ShouldBe("ship");
        run.State.Count.ShouldBe(5);
        run.Sent.Select(sent => sent.Node).ShouldBe(["charge", "ship"]);
        run.Instance.Execution.Outbox.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_failure_that_came_in_the_gap_counts_against_the_policy()
    {
        var run = Charging();
        var ended = run.Outcome(StepOutcome.Failed, error: ErrorText.Of(new InvalidOperationException("no luck")));
        var plan = Change(run, flow => flow.Step("bill", _ => Task.CompletedTask));
        run.Change(ended);

        run.Plan = plan;
        run.Change(new RedriveTrigger());

        (run.Token.State, run.Token.FailureCount, run.Token.Attempt).ShouldBe((WorkflowTokenState.Backoff, 1, 2));
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("no luck");
    }

    [Fact]
    public void A_step_that_is_known_to_run_is_not_sent_again_when_its_node_is_back()
    {
        var run = Charging();
        var plan = Change(run, flow => flow.Step("bill", _ => Task.CompletedTask));
        run.Change(new StepRunningTrigger(1, 1, "worker-1", run.Now));

        run.Plan = plan;
        run.Change(new RedriveTrigger());
        run.Wait(TimeSpan.FromHours(1));

        run.Sent.Count.ShouldBe(1);
        (run.Token.State, run.Token.Worker).ShouldBe((WorkflowTokenState.Dispatched, "worker-1"));
        run.Complete("charge");
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void An_outcome_noted_while_it_was_paused_as_well_counts_on_resume()
    {
        var run = Charging();
        run.Pause();
        var ended = run.Outcome(StepOutcome.Completed);
        var plan = Change(run, flow => flow.Step("bill", _ => Task.CompletedTask));
        run.Change(ended);
        run.Plan = plan;

        run.Retry();
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Resume();

        run.Node.ShouldBe("ship");
        run.Sent.Select(sent => sent.Node).ShouldBe(["charge", "ship"]);
    }

    [Fact]
    public void The_sweep_retries_nothing_that_had_failed_for_good_before()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromHours(1), TimeoutAction.Pause);
            flow.Step("charge", _ => Task.CompletedTask);
        });
        run.Fail("charge");
        var plan = run.Plan;
        run.Plan = null;
        run.Pass(TimeSpan.FromHours(1));
        run.Instance.Error.ShouldNotBeNull().Type.ShouldBe(DefinitionGap.ErrorType);
        run.Plan = plan;

        run.Change(new RedriveTrigger());

        run.Sent.Count.ShouldBe(1);
        run.Token.State.ShouldBe(WorkflowTokenState.Faulted);
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("no luck");
    }

    [Fact]
    public void Without_its_version_it_can_be_paused_and_is_paused_when_the_version_is_back()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        var plan = run.Plan;
        run.Plan = null;

        run.Pause();
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Subscriptions.Count.ShouldBe(1);
        run.Refuse(new ResumeTrigger("ann", null)).Message.ShouldStartWith("order v3 is not registered in this process");

        run.Plan = plan;
        run.Publish(new OrderPaid("o-1"));
        run.Resume();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void An_event_kept_for_a_wait_that_the_definition_lacks_stays_while_the_instance_goes_on()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.Step("ship", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        run.Publish(new OrderPaid("o-1"));
        var plan = Change(run, flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Complete("charge");

        run.Plan = plan;
        run.Complete("ship");

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    private static HeldMessage Message => new() { MessageId = Guid.NewGuid(), MessageType = "A, B", Body = "{}" };

    private static EngineRun Charging() => EngineRun.Start(flow =>
    {
        flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(3, TimeSpan.FromMinutes(1)));
        flow.Step("ship", _ => Task.CompletedTask);
    });

    private static WorkflowPlan Change(EngineRun run, Action<IWorkflowBuilder<Order>> define)
    {
        var plan = run.Plan!;
        run.Plan = Plans.Of(define);
        return plan;
    }
}
