using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_step_outlives_its_timeout
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Its_token_is_signaled_and_the_attempt_recorded_as_timed_out()
    {
        StepGate? gate = null;
        await using var bus = new TestBus(flow => flow.Step("charge", context => gate!.PassAsync(context.CancellationToken)).Timeout(_minute));
        gate = bus.Harness.CreateGate();

        var run = await bus.StartAsync();
        await bus.AdvanceAsync(_minute - TimeSpan.FromTicks(1));
        run.ShouldBe(WorkflowStatus.Running).ShouldNotHaveExecuted("charge");
        await bus.AdvanceAsync(TimeSpan.FromTicks(1));

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("charge", 1);
        run.Details.Error.ShouldNotBeNull().Type.ShouldBe(typeof(StepTimeoutException).FullName);
    }

    [Fact]
    public async Task Without_heeding_its_token_it_is_left_behind_and_what_it_does_later_is_not_recorded()
    {
        StepGate? gate = null;
        await using var bus = new TestBus(flow => flow.Step("charge", async context =>
        {
            context.State.Count = 1;
            await gate!.PassAsync(CancellationToken.None);
            context.State.Count = 2;
        }).Timeout(_minute));
        gate = bus.Harness.CreateGate();

        var run = await bus.StartAsync();
        await bus.AdvanceAsync(_minute);
        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("charge", 1);
        gate.Open();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldNotHaveExecuted("charge");
        run.State<Order>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task It_is_retried_like_any_other_failure()
    {
        StepGate? gate = null;
        await using var bus = new TestBus(flow => flow
            .Step("charge", context => context.Attempt == 1 ? gate!.PassAsync(context.CancellationToken) : Task.CompletedTask)
            .Timeout(_minute).Retry(retry => retry.Constant(2, _minute)));
        gate = bus.Harness.CreateGate();

        var run = await bus.StartAsync();
        var start = bus.Now;
        await bus.CompleteAsync(run);

        run.ShouldHaveFailed("charge", 1).ShouldHaveExecuted("charge", 1);
        run.TimesOf(EntryKind.StepCompleted).ShouldBe([start + 2 * _minute]);
    }

    [Fact]
    public async Task In_time_nothing_happens_to_it()
    {
        await using var bus = new TestBus(flow => flow.Step("wait", (StepContext<Order> context, TimeProvider time) => Task.Delay(TimeSpan.FromSeconds(59), time, context.CancellationToken)).Timeout(_minute));

        var run = await bus.StartAsync();
        await bus.AdvanceAsync(_minute);

        run.ShouldBe(WorkflowStatus.Completed);
        run.TimesOf(EntryKind.StepCompleted).ShouldBe([run.Details.Summary.CreatedAt + TimeSpan.FromSeconds(59)]);
    }
}
