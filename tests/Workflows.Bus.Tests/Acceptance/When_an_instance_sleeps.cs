using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_an_instance_sleeps
{
    private static readonly TimeSpan _tenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Nothing_happens_before_the_time_and_at_the_time_it_goes_on_once()
    {
        await using var bus = new TestBus(Napping);
        var run = await bus.StartAsync();
        await bus.AdvanceAsync(TimeSpan.FromMinutes(9));
        var timer = TimerOf(bus, run);
        await bus.SendAsync(new TimerElapsed(run.InstanceId, timer));
        run.ShouldBe(WorkflowStatus.Waiting).ShouldBeAt("nap");

        await bus.AdvanceAsync(TimeSpan.FromMinutes(1));
        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("wake", 1);
        await bus.SendAsync(new TimerElapsed(run.InstanceId, timer));

        run.Single(EntryKind.SleepElapsed).At.ShouldBe(run.Details.Summary.CreatedAt + _tenMinutes);
        run.ShouldHaveExecuted("wake", 1);
    }

    [Fact]
    public async Task The_wake_time_stays_the_first_one_whatever_is_delivered_again()
    {
        await using var bus = new TestBus(Napping);
        var run = await bus.StartAsync();
        var dueAt = bus.Now + _tenMinutes;
        await bus.AdvanceAsync(TimeSpan.FromMinutes(9));
        await bus.SendAsync(new RedriveWorkflow(run.InstanceId));
        await bus.SendAsync(new TimerElapsed(run.InstanceId, TimerOf(bus, run)));

        run.Details.Summary.DueAt.ShouldBe(dueAt);
        await bus.CompleteAsync(run);
        run.Single(EntryKind.SleepElapsed).At.ShouldBe(dueAt);
    }

    [Fact]
    public async Task Until_a_moment_that_has_passed_it_goes_on_at_once()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.SleepUntil("past", new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
            flow.Sleep("none", state => state.Delay);
        });

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task For_a_very_long_time_no_sweep_disturbs_it()
    {
        await using var bus = new TestBus(flow => flow.Sleep("hibernate", TimeSpan.FromDays(400)));
        var run = await bus.StartAsync();
        for (var month = 0; month < 13; month++)
            await bus.AdvanceAsync(TimeSpan.FromDays(30));

        run.ShouldBe(WorkflowStatus.Waiting);
        run.Lines().ShouldBe(["WorkflowStarted"]);
        await bus.CompleteAsync(run);
        run.Single(EntryKind.SleepElapsed).At.ShouldBe(run.Details.Summary.CreatedAt + TimeSpan.FromDays(400));
    }

    [Fact]
    public async Task Chains_of_sleeps_and_retries_happen_in_their_order()
    {
        var moments = new List<TimeSpan>();
        await using var bus = new TestBus(flow =>
        {
            flow.Sleep("first", TimeSpan.FromMinutes(1));
            flow.Step("flaky", _ => Task.CompletedTask).Retry(retry => retry.Linear(3, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)));
            flow.Sleep("second", TimeSpan.FromMinutes(1));
            flow.Step("note", (StepContext<Order> context, TimeProvider time) => Note(moments, context, time));
        });
        bus.Harness.FakeStep("flaky").FailNext(2);

        var run = await bus.StartAsync(new Order { PaidAt = bus.Now });
        await bus.AdvanceAsync(TimeSpan.FromDays(1));

        run.ShouldBe(WorkflowStatus.Completed);
        moments.ShouldBe([TimeSpan.FromSeconds(60 + 10 + 20 + 60)]);
    }

    private static Task Note(List<TimeSpan> moments, StepContext<Order> context, TimeProvider time)
    {
        moments.Add(time.GetUtcNow() - context.State.PaidAt!.Value);
        return Task.CompletedTask;
    }

    private static void Napping(IWorkflowBuilder<Order> flow)
    {
        flow.Sleep("nap", _tenMinutes);
        flow.Step("wake", _ => Task.CompletedTask);
    }

    private static Guid TimerOf(TestBus bus, WorkflowRun run) => bus.Stored(run).Execution.Tokens.ShouldHaveSingleItem().Timer.ShouldNotBeNull();
}
