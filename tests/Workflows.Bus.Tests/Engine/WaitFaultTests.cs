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

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_wait_that_is_reached_without_a_key_faults_the_instance_instead_of_waiting_for_ever(string? key)
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.WaitFor<OrderShipped>("shipment").CorrelatedBy(e => e.ShipmentId, s => s.ShipmentId);
        }, new Order { ShipmentId = key });
        run.Status.ShouldBe(WorkflowStatus.Running);

        run.Complete("charge");

        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe(
            "Expected the key of OrderShipped for 'shipment', but s => s.ShipmentId is null or empty, so that no event could ever wake the instance. "
            + "Set it in the starting state or in a step before the wait. Then rewind the instance to that step, or skip the wait.");
        run.Journal.Single(EntryKind.WorkflowFaulted).Node.ShouldBe("shipment");
        run.Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public void One_of_several_events_may_bring_the_key_of_another()
    {
        var run = EngineRun.Start(flow => flow.WaitForAll("papers", all =>
        {
            all.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.ShipmentId = e.Amount > 0 ? "s-1" : null);
            all.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.ShipmentId);
        }));
        run.Status.ShouldBe(WorkflowStatus.Waiting);

        run.Publish(new OrderPaid("o-1", 5));
        run.Publish(new OrderShipped("s-1"));

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void Where_it_does_not_the_instance_faults_when_nothing_else_can_come()
    {
        var run = EngineRun.Start(flow => flow.WaitForAll("papers", all =>
        {
            all.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId);
            all.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.ShipmentId);
        }));

        run.Publish(new OrderPaid("o-1"));

        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Instance.Error.ShouldNotBeNull().Message.ShouldStartWith("Expected the key of OrderShipped for 'papers'");
        run.Token.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_wait_for_any_of_several_events_needs_the_keys_of_all() =>
        EngineRun.Start(flow => flow.WaitForAny("papers", any =>
        {
            any.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId);
            any.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.ShipmentId);
        })).Status.ShouldBe(WorkflowStatus.Faulted);
}
