using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>User code of a wait that throws stops the instance there, and loses no event.</summary>
public class WaitFaultTests
{
    private bool _broken = true;

    private static EngineRun Waiting(Action<IWaitBuilder<Order, OrderPaid>> configure) => EngineRun.Start(flow =>
    {
        configure(flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        flow.Step("ship", _ => Task.CompletedTask);
    });

    private void Break()
    {
        if (_broken)
            throw new InvalidOperationException("a bug");
    }

    private void ShouldTakeTheEventAgainOnRetry(EngineRun run)
    {
        run.Publish(new OrderPaid("o-1", 42)).ShouldBeOfType<Changed>();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Node.ShouldBe("payment");
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("a bug");
        run.Timers.ShouldBeEmpty();
        run.Journal.Kinds.TakeLast(2).ShouldBe([EntryKind.EventKept, EntryKind.WorkflowFaulted]);

        run.Retry();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Execution.KeptEvents.Length.ShouldBe(1);

        _broken = false;
        run.Retry();
        run.Node.ShouldBe("ship");
        run.State.Amount.ShouldBe(42);
        run.Instance.Error.ShouldBeNull();
        run.Instance.Execution.KeptEvents.ShouldBeEmpty();
    }

    [Fact]
    public void After_OnReceived_threw_a_retry_takes_the_event_again() =>
        ShouldTakeTheEventAgainOnRetry(Waiting(wait => wait.Within(TimeSpan.FromDays(1)).OnReceived((s, e) =>
        {
            s.Amount = e.Amount;
            Break();
        })));

    [Fact]
    public void After_the_condition_threw_a_retry_takes_the_event_again() =>
        ShouldTakeTheEventAgainOnRetry(Waiting(wait => wait.OnReceived((s, e) => s.Amount = e.Amount).When((_, _) =>
        {
            Break();
            return true;
        })));

    [Fact]
    public void A_wait_that_ignores_early_events_keeps_the_one_that_it_failed_to_take() =>
        ShouldTakeTheEventAgainOnRetry(Waiting(wait => wait.IgnoreEarlyEvents().OnReceived((s, e) =>
        {
            s.Amount = e.Amount;
            Break();
        })));

    [Fact]
    public void What_OnReceived_changed_before_it_threw_is_not_stored()
    {
        var run = Waiting(wait => wait.OnReceived((s, _) =>
        {
            s.Count = 9;
            Break();
        }));
        run.Publish(new OrderPaid("o-1"));
        run.State.Count.ShouldBe(0);
        run.Skip();
        run.State.Count.ShouldBe(0);
    }

    [Fact]
    public void A_change_that_cannot_be_stored_faults_the_instance_and_drops_the_event_that_cannot_be_kept()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(_ => "x", _ => "x").OnReceived((s, e) => s.OrderId = e.OrderId));
        run.Publish(new OrderPaid("a\0b"));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Type.ShouldBe(typeof(UnstorableException).FullName);
        run.Journal.Single(EntryKind.EventDropped);

        run.Retry();
        run.Publish(new OrderPaid("plain"));
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_time_limit_that_cannot_be_computed_faults_the_instance_at_the_wait()
    {
        var run = Waiting(wait => wait.Within(_ => _broken ? throw new InvalidOperationException("a bug") : TimeSpan.FromDays(1)));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Node.ShouldBe("payment");
        _broken = false;
        run.Retry();
        run.Timers.Values.ShouldBe([run.Now.AddDays(1)]);
    }

    [Fact]
    public void An_early_event_whose_condition_throws_faults_the_instance_when_the_wait_is_reached()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).When((_, _) =>
            {
                Break();
                return true;
            });
        });
        run.Publish(new OrderPaid("o-1"));
        run.Complete("charge");
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Node.ShouldBe("payment");
        _broken = false;
        run.Retry();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void Code_that_throws_on_what_came_during_a_pause_faults_the_instance_on_resume()
    {
        var run = Waiting(wait => wait.OnReceived((_, _) => Break()));
        run.Pause();
        run.Publish(new OrderPaid("o-1"));
        run.Resume();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        _broken = false;
        run.Retry();
        run.Node.ShouldBe("ship");
    }
}
