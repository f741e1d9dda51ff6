using Workflows.Contracts;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Operations;

public sealed class ResultWaitTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_waited_leaves_nothing_behind()
    {
        StepGate? gate = null;
        await using var bus = new TestBus(flow => flow.Step("dig", context => gate!.PassAsync(context.CancellationToken)));
        gate = bus.Harness.CreateGate();
        var run = await bus.StartAsync();
        var signals = bus.Get<InstanceSignals>();

        await Should.ThrowAsync<WorkflowRefusedException>(bus.Client.WaitForResultAsync(Guid.NewGuid(), TimeSpan.FromMinutes(1), Canceled));
        (await bus.Client.WaitForResultAsync(run.InstanceId, TimeSpan.Zero, Canceled)).Status.ShouldBe(WorkflowStatus.Running);
        signals.WatchedCount.ShouldBe(0);

        var patient = bus.Client.WaitForResultAsync(run.InstanceId, null, Canceled);
        var impatient = bus.Client.WaitForResultAsync(run.InstanceId, TimeSpan.FromSeconds(1), Canceled);
        await Eventually.ShouldHoldAsync(() => signals.WatchedCount == 1);
        await Eventually.ShouldHoldAsync(() => EndsAfter(bus, impatient, TimeSpan.FromSeconds(1)));
        (await impatient).Status.ShouldBe(WorkflowStatus.Running);
        signals.WatchedCount.ShouldBe(1);

        gate.Open();
        (await patient).Status.ShouldBe(WorkflowStatus.Completed);
        signals.WatchedCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(60 * 24.0)]
    [InlineData(double.MaxValue)]
    [InlineData(-0.001)]
    public async Task A_wait_may_be_as_long_as_somebody_likes(double hours)
    {
        StepGate? gate = null;
        await using var bus = new TestBus(flow => flow.Step("dig", context => gate!.PassAsync(context.CancellationToken)));
        gate = bus.Harness.CreateGate();
        var run = await bus.StartAsync();
        var timeout = hours < 0 ? Timeout.InfiniteTimeSpan : hours > 1e6 ? TimeSpan.MaxValue : TimeSpan.FromHours(hours);

        var wait = bus.Client.WaitForResultAsync(run.InstanceId, timeout, Canceled);
        await Eventually.ShouldHoldAsync(() => bus.Get<InstanceSignals>().WatchedCount == 1);
        wait.IsCompleted.ShouldBeFalse();
        gate.Open();

        (await wait).Status.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task A_negative_timeout_is_refused()
    {
        await using var bus = new TestBus(flow => flow.Sleep("rest", TimeSpan.FromHours(1)));
        var run = await bus.StartAsync();

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.Client.WaitForResultAsync(run.InstanceId, TimeSpan.FromSeconds(-2), Canceled));

        (refused.Refusal, refused.Message).ShouldBe((WorkflowRefusal.Malformed, "The timeout must be zero or more, or Timeout.InfiniteTimeSpan, but it is -00:00:02."));
    }

    private static bool EndsAfter(TestBus bus, Task wait, TimeSpan time)
    {
        if (!wait.IsCompleted)
            bus.Harness.Clock.Advance(time);

        return wait.IsCompleted;
    }
}
