using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

/// <summary>What holds for an instance at a wait, whatever keeps a release from taking the key.</summary>
public abstract class DeafReleaseTests
{
    private readonly string _reason;

    private protected DeafReleaseTests(WorkflowPlan deaf, string reason)
    {
        Run = EngineRun.Start(flow =>
        {
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.Step("ship", _ => Task.CompletedTask);
            flow.WaitFor<OrderShipped>("shipment").CorrelatedBy(e => e.ShipmentId, s => s.OrderId);
        });
        (Mended, Deaf, _reason) = (Run.Plan!, deaf, reason);
        Run.Plan = deaf;
    }

    private protected EngineRun Run { get; }

    /// <summary>The plan that finds the key.</summary>
    private protected WorkflowPlan Mended { get; }

    /// <summary>The plan of the release that does not.</summary>
    private protected WorkflowPlan Deaf { get; }

    [Fact]
    public void An_instance_that_waits_faults_when_it_goes_on_and_hears_all_that_comes_until_a_retry()
    {
        Run.Pause();
        Run.Subscriptions.Count.ShouldBe(2);

        Run.Resume();
        Run.Status.ShouldBe(WorkflowStatus.Faulted);
        Run.Node.ShouldBe("payment");
        Run.Instance.Error.ShouldNotBeNull().Message.ShouldContain(_reason);
        Run.Subscriptions.Count.ShouldBe(2);

        Run.Retry();
        Run.Status.ShouldBe(WorkflowStatus.Faulted);
        Run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Changed>();
        Run.Publish(new OrderShipped("o-1")).ShouldBeOfType<Changed>();

        Run.Plan = Mended;
        Run.Retry();
        Run.Complete("ship");
        Run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void After_the_mend_it_listens_again()
    {
        Run.Pause();
        Run.Resume();
        Run.Plan = Mended;
        Run.Retry();
        Run.Status.ShouldBe(WorkflowStatus.Waiting);
        Run.Subscriptions.Count.ShouldBe(2);
    }
}
