using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_wait_runs_out_of_time
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Its_branch_runs()
    {
        await using var bus = Waiting(onTimeout => onTimeout.Step("remind", _ => Task.CompletedTask));
        var run = await bus.CompleteAsync(await bus.StartAsync());

        run.ShouldHaveExecuted("remind", 1).ShouldHaveExecuted("after", 1);
        run.Single(EntryKind.WaitTimedOut).At.ShouldBe(run.Details.Summary.CreatedAt + _day);
    }

    [Fact]
    public async Task Without_a_branch_the_instance_faults_and_no_later_step_ran()
    {
        await using var bus = Waiting(null);
        var run = await bus.StartAsync();
        await bus.AdvanceAsync(_day);

        run.ShouldBe(WorkflowStatus.Faulted).ShouldNotHaveExecuted("after");
        run.Details.Error.ShouldNotBeNull().Type.ShouldBe(typeof(WaitTimeoutException).FullName);
    }

    [Fact]
    public async Task After_the_event_came_nothing_changes()
    {
        await using var bus = Waiting(onTimeout => onTimeout.Step("remind", _ => Task.CompletedTask));
        var run = await bus.StartAsync();
        var timer = bus.Stored(run).Execution.Tokens.ShouldHaveSingleItem().Timer.ShouldNotBeNull();
        await bus.PublishAsync(new OrderPaid("o-1"));
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Completed);
        var revision = bus.Stored(run).Revision;

        await bus.SendAsync(new TimerElapsed(run.InstanceId, timer));
        await bus.AdvanceAsync(2 * _day);

        bus.Stored(run).Revision.ShouldBe(revision);
        run.ShouldNotHaveExecuted("remind");
    }

    [Fact]
    public async Task The_workflow_may_have_a_time_limit_of_its_own()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.TimeoutAfter(_day, TimeoutAction.Cancel);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        var run = await bus.StartAsync();
        await bus.AdvanceAsync(_day - TimeSpan.FromTicks(1));
        run.ShouldBe(WorkflowStatus.Waiting);
        await bus.AdvanceAsync(TimeSpan.FromTicks(1));

        run.ShouldBe(WorkflowStatus.Canceled);
    }

    private static TestBus Waiting(Action<IBlockBuilder<Order>>? onTimeout) => new(flow =>
    {
        flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(_day, onTimeout);
        flow.Step("after", _ => Task.CompletedTask);
    });
}
