using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_step_blocks_its_thread
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task From_its_first_line_on_its_timeout_holds_all_the_same()
    {
        using var block = new Block();
        await using var bus = new TestBus(flow => flow.Step("block", block.Run).Timeout(_minute));
        var run = await block.StartAsync(bus);

        bus.Harness.Clock.Advance(_minute);

        await Eventually.ShouldHoldAsync(() => run.Status == WorkflowStatus.Faulted);
        run.ShouldHaveFailed("block", 1).Details.Error.ShouldNotBeNull().Type.ShouldBe(typeof(StepTimeoutException).FullName);
        block.IsBlocked.ShouldBeTrue("nobody can end code that heeds nothing");
    }

    [Fact]
    public async Task Its_delivery_is_given_back_in_time()
    {
        using var block = new Block();
        await using var bus = new TestBus(flow => flow.Step("block", block.Run), w => w.Configure(options => options.DetachAfter = _minute));
        var run = await block.StartAsync(bus);
        bus.Get<MessagesInFlight>().Deliveries.ShouldHaveSingleItem();

        bus.Harness.Clock.Advance(_minute);

        await Eventually.ShouldHoldAsync(() => bus.Get<MessagesInFlight>().Deliveries.Count == 0);
        block.End();
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task Its_start_is_recorded_after_a_moment()
    {
        using var block = new Block();
        await using var bus = new TestBus(flow => flow.Step("block", block.Run));
        var run = await block.StartAsync(bus);

        // The timer of the moment may be set just behind the first line of the step.
        await Eventually.ShouldHoldAsync(() =>
        {
            bus.Harness.Clock.Advance(TimeSpan.FromMilliseconds(50));
            return run.Count(EntryKind.StepStarted) == 1;
        });
    }

    /// <summary>Code that never awaits.</summary>
    private sealed class Block : IDisposable
    {
        private readonly ManualResetEventSlim _end = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsBlocked => !_end.IsSet;

        public Task Run(StepContext<Order> context)
        {
            _reached.TrySetResult();
            _end.Wait(CancellationToken.None);
            return Task.CompletedTask;
        }

        public async Task<WorkflowRun> StartAsync(TestBus bus)
        {
            await bus.Harness.EnsureStartedAsync();
            var id = Guid.NewGuid();
            await bus.Client.StartAsync("order", new Order(), new StartOptions { InstanceId = id }, TestContext.Current.CancellationToken);
            await _reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            return bus.Harness.Run(id);
        }

        public void End() => _end.Set();

        public void Dispose() => End();
    }
}
