using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class FailurePolicyTests
{
    private static EngineRun Failed(Action<IStepBuilder<Order>> step, Action<IWorkflowBuilder<Order>>? workflow = null, Exception? exception = null)
    {
        var run = EngineRun.Start(flow =>
        {
            workflow?.Invoke(flow);
            step(flow.Step("charge", _ => Task.CompletedTask));
            flow.Step("ship", _ => Task.CompletedTask);
        });
        run.Fail("charge", exception ?? new TaskCanceledException("slow"));
        return run;
    }

    [Fact]
    public void Without_a_policy_a_failed_step_faults_the_instance()
    {
        var run = Failed(_ => { });
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Token.State.ShouldBe(WorkflowTokenState.Faulted);
        run.Journal.Kinds.ShouldBe([EntryKind.WorkflowStarted, EntryKind.StepFailed, EntryKind.WorkflowFaulted]);
    }

    [Fact]
    public void Skip_records_the_step_as_skipped_and_runs_the_next_one()
    {
        var run = Failed(step => step.OnError(ErrorAction.Skip));
        run.Journal.Last.Kind.ShouldBe(EntryKind.StepSkipped);
        run.Journal.Last.Reason.ShouldBe("by its error policy");
        run.Instance.Error.ShouldBeNull();
        run.LastSent.Node.ShouldBe("ship");
    }

    [Fact]
    public void Pause_holds_the_instance_and_resuming_tries_the_step_with_a_fresh_count()
    {
        var run = Failed(step => step.OnError(ErrorAction.Pause).Retry(retry => retry.Constant(2, TimeSpan.Zero)));
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Journal.Last.Reason.ShouldBe("step charge failed: no luck");
        run.Instance.Error.ShouldNotBeNull();

        run.Resume();
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 3));
        run.Fail("charge");
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 4));
        run.Complete("charge");
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void Cancel_ends_the_instance_as_canceled_with_its_error_kept()
    {
        var run = Failed(step => step.OnError(ErrorAction.Cancel), exception: new TimeoutException("slow"));
        run.ShouldHaveEnded(WorkflowStatus.Canceled);
        run.Journal.Last.Reason.ShouldBe("step charge failed: slow");
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("slow");
    }

    [Fact]
    public void Fail_ends_the_instance_as_failed_with_its_error_kept()
    {
        var run = Failed(step => step.OnError(ErrorAction.Fail), exception: new TimeoutException("slow"));
        run.ShouldHaveEnded(WorkflowStatus.Failed);
        run.Journal.Last.Reason.ShouldBe("step charge failed: slow");
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("slow");
    }

    [Fact]
    public void A_rule_of_the_workflow_holds_for_steps_without_their_own() =>
        Failed(_ => { }, flow => flow.OnError(ErrorAction.Cancel)).Status.ShouldBe(WorkflowStatus.Canceled);

    [Fact]
    public void A_rule_of_the_step_goes_before_every_rule_of_the_workflow() =>
        Failed(step => step.OnError(ErrorAction.Fail), flow => flow.OnError<TaskCanceledException>(ErrorAction.Cancel)).Status.ShouldBe(WorkflowStatus.Failed);

    [Fact]
    public void A_rule_for_the_exception_goes_before_the_general_one_wherever_it_stands() =>
        Failed(step => step.OnError<OperationCanceledException>(ErrorAction.Cancel).OnError(ErrorAction.Fail)).Status.ShouldBe(WorkflowStatus.Canceled);

    [Fact]
    public void The_rule_for_the_nearest_type_goes_before_the_one_for_its_base() =>
        Failed(step => step.OnError<TaskCanceledException>(ErrorAction.Cancel).OnError<Exception>(ErrorAction.Fail)).Status.ShouldBe(WorkflowStatus.Canceled);

    [Fact]
    public void Among_equal_rules_the_later_holds()
    {
        Failed(step => step.OnError(ErrorAction.Fail).OnError(ErrorAction.Cancel)).Status.ShouldBe(WorkflowStatus.Canceled);
        Failed(step => step.OnError<OperationCanceledException>(ErrorAction.Fail).OnError<OperationCanceledException>(ErrorAction.Cancel)).Status.ShouldBe(WorkflowStatus.Canceled);
    }

    [Fact]
    public void A_rule_for_another_exception_does_not_hold() =>
        Failed(step => step.OnError<TimeoutException>(ErrorAction.Skip)).Status.ShouldBe(WorkflowStatus.Faulted);

    [Fact]
    public void A_rule_of_the_workflow_for_the_exception_holds_where_those_of_the_step_do_not() =>
        Failed(step => step.OnError<TimeoutException>(ErrorAction.Skip), flow => flow.OnError<OperationCanceledException>(ErrorAction.Cancel)).Status.ShouldBe(WorkflowStatus.Canceled);

    [Fact]
    public void A_policy_waits_for_the_last_attempt()
    {
        var run = Failed(step => step.OnError(ErrorAction.Skip).Retry(retry => retry.Constant(2, TimeSpan.Zero)));
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
        run.Fail("charge");
        run.LastSent.Node.ShouldBe("ship");
    }
}
