using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class StartTests
{
    private static readonly Action<IWorkflowBuilder<Order>> _oneStep = flow => flow.Step("charge", _ => Task.CompletedTask);

    private static StartTrigger Of(Order? order = null) => new() { State = order ?? new Order() };

    [Fact]
    public void A_start_stores_the_state_and_says_who_and_why()
    {
        var run = new EngineRun(_oneStep);
        run.Start(Of(new Order { Count = 7 }) with { Actor = "ann", Reason = "by phone", TraceParent = "00-1-2-01", EventType = "Shop.OrderPlaced", EventId = Guid.Empty });

        run.State.Count.ShouldBe(7);
        run.Instance.Workflow.ShouldBe("order");
        run.Instance.Version.ShouldBe(3);
        run.Instance.TraceParent.ShouldBe("00-1-2-01");
        run.Instance.CreatedAt.ShouldBe(EngineRun.StartedAt);
        var entry = run.Journal.Single(EntryKind.WorkflowStarted);
        (entry.Actor, entry.Reason).ShouldBe(("ann", "by phone"));
        var detail = entry.Detail.ShouldNotBeNull();
        detail.State.ShouldBe(run.Instance.State);
        detail.Version.ShouldBe(3);
        detail.EventType.ShouldBe("Shop.OrderPlaced");
    }

    [Fact]
    public void A_start_at_a_later_time_is_pending_until_then()
    {
        var run = new EngineRun(_oneStep);
        run.Start(Of() with { StartAt = EngineRun.StartedAt.AddHours(1) });
        run.Status.ShouldBe(WorkflowStatus.Pending);
        run.Token.State.ShouldBe(WorkflowTokenState.Scheduled);
        run.Sent.ShouldBeEmpty();

        run.Pass(TimeSpan.FromHours(1));
        run.Status.ShouldBe(WorkflowStatus.Running);
        run.Sent.ShouldHaveSingleItem().Node.ShouldBe("charge");
        run.Journal.Kinds.ShouldBe([EntryKind.WorkflowScheduled, EntryKind.WorkflowStarted]);
    }

    [Fact]
    public void A_start_at_a_past_time_starts_at_once()
    {
        var run = new EngineRun(_oneStep);
        run.Start(Of() with { StartAt = EngineRun.StartedAt.AddSeconds(-1) });
        run.Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public void A_scheduled_start_can_be_paused_and_happens_on_resume_when_it_fell_due()
    {
        var run = new EngineRun(_oneStep);
        run.Start(Of() with { StartAt = EngineRun.StartedAt.AddHours(1) });
        run.Pause();
        run.Pass(TimeSpan.FromHours(2));
        run.Status.ShouldBe(WorkflowStatus.Paused);
        run.Resume();
        run.Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public void A_scheduled_start_can_be_canceled()
    {
        var run = new EngineRun(_oneStep);
        run.Start(Of() with { StartAt = EngineRun.StartedAt.AddHours(1) });
        run.Cancel();
        run.ShouldHaveEnded(WorkflowStatus.Canceled);
    }

    [Fact]
    public void The_time_limit_of_a_workflow_counts_from_its_real_start()
    {
        var run = new EngineRun(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromMinutes(30));
            flow.Step("charge", _ => Task.CompletedTask);
        });
        run.Start(Of() with { StartAt = EngineRun.StartedAt.AddHours(1) });
        run.Timers.Count.ShouldBe(1);
        run.Pass(TimeSpan.FromHours(1));
        run.Timers.Values.ShouldBe([EngineRun.StartedAt.AddMinutes(90)]);
    }

    [Fact]
    public void The_key_comes_from_the_state_or_from_the_caller()
    {
        void Unique(IWorkflowBuilder<Order> flow)
        {
            flow.UniqueBy(order => order.OrderId);
            _oneStep(flow);
        }

        var fromState = new EngineRun(Unique);
        fromState.Start();
        fromState.Instance.Key.ShouldBe("o-1");
        var fromCaller = new EngineRun(Unique);
        fromCaller.Start(Of() with { Key = "mine" });
        fromCaller.Instance.Key.ShouldBe("mine");
        var none = new EngineRun(Unique);
        none.Start(Of(new Order { OrderId = null! }));
        none.Instance.Key.ShouldBeNull();
    }

    [Fact]
    public void A_workflow_without_steps_completes_in_its_first_transition()
    {
        var run = new EngineRun(flow => flow.Finish());
        run.Start();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.Instance.Revision.ShouldBe(1);
    }

    [Fact]
    public void A_start_that_nobody_delivers_again_is_looked_after_even_where_it_rests()
    {
        var run = new EngineRun(flow => flow.WaitFor<OrderApproved>("approval"));
        run.Start(Of() with { IsUnguarded = true });
        run.Instance.StaleAt.ShouldNotBeNull();
        run.Wait(run.Settings.StaleAfter * 2);
        run.Change(new RedriveTrigger());
        run.Instance.StaleAt.ShouldBeNull();
    }
}
