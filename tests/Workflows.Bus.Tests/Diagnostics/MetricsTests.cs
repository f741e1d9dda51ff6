using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Instances;
using Workflows.Persistence.Grouping;
using Workflows.Persistence.Memory;
using Workflows.Testing;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Diagnostics;

public sealed class MetricsTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_run_is_counted_from_start_to_end()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(3, _minute));
            flow.Step("gift", context =>
            {
                context.Skip();
                return Task.CompletedTask;
            });
        });
        bus.Harness.FakeStep("charge").FailNext(2, _ => new InvalidOperationException());
        using var measured = new Measurements(bus);
        await bus.CompleteAsync(await bus.StartAsync());

        measured.Of("workflows.instances.started").ShouldBe(["workflow.name:order = 1"]);
        measured.Of("workflows.instances.completed").ShouldBe(["workflow.name:order = 1"]);
        measured.Of("workflows.step.retries").ShouldBe(["workflow.name:order workflow.step:charge = 1", "workflow.name:order workflow.step:charge = 1"]);
        measured.Of("workflows.step.duration").ShouldBe(
        [
            "workflow.name:order workflow.step:charge workflow.step.outcome:Failed = 0",
            "workflow.name:order workflow.step:charge workflow.step.outcome:Failed = 0",
            "workflow.name:order workflow.step:charge workflow.step.outcome:Completed = 0",
            "workflow.name:order workflow.step:gift workflow.step.outcome:Skipped = 0",
        ]);
    }

    [Fact]
    public async Task A_step_is_measured_in_seconds()
    {
        await using var bus = new TestBus(flow => flow.Step<TimeProvider>("charge", (context, time) => Task.Delay(TimeSpan.FromSeconds(1.5), time, context.CancellationToken)));
        using var measured = new Measurements(bus);
        await bus.CompleteAsync(await bus.StartAsync());
        measured.Of("workflows.step.duration").ShouldBe(["workflow.name:order workflow.step:charge workflow.step.outcome:Completed = 1.5"]);
    }

    [Fact]
    public async Task Every_other_end_is_counted()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Step("charge", context => context.State.Amount < 0 ? throw new InvalidOperationException() : Task.CompletedTask);
            flow.If(state => state.Amount == 0, then => then.Fail("nothing to pay"));
            flow.WaitFor<OrderPaid>("paid").SentToInstance();
        });
        using var measured = new Measurements(bus);
        await bus.StartAsync(new Order { Amount = -1 });
        await bus.StartAsync(new Order { Amount = 0 });
        var waiting = await bus.StartAsync(new Order { Amount = 1 });
        await bus.SettleAsync();
        await bus.Client.CancelAsync(waiting.InstanceId, cancellationToken: TestContext.Current.CancellationToken);

        measured.Of("workflows.instances.faulted").ShouldBe(["workflow.name:order = 1"]);
        measured.Of("workflows.instances.failed").ShouldBe(["workflow.name:order = 1"]);
        measured.Of("workflows.instances.canceled").ShouldBe(["workflow.name:order = 1"]);
        measured.Of("workflows.instances.completed").ShouldBeEmpty();
        measured.Of("workflows.step.retries").ShouldBeEmpty("a failure without another attempt is none");
    }

    [Fact]
    public async Task Events_are_counted_by_what_becomes_of_them()
    {
        await using var bus = new TestBus(
            flow =>
            {
                flow.WaitFor<OrderPaid>("paid").CorrelatedBy(paid => paid.OrderId, state => state.OrderId);
                flow.WaitFor<OrderShipped>("shipped").CorrelatedBy(shipped => shipped.ShipmentId, state => state.ShipmentId);
            },
            workflows => workflows.Configure(options => options.KeptEventLimit = 1));
        using var measured = new Measurements(bus);
        await bus.StartAsync(new Order { OrderId = "o-1", ShipmentId = "s-1" });
        await bus.PublishAsync(new OrderShipped("s-1"));
        await bus.SettleAsync();
        await bus.PublishAsync(new OrderShipped("s-1"));
        await bus.PublishAsync(new OrderShipped("s-of-nobody"));
        await bus.SettleAsync();
        await bus.PublishAsync(new OrderPaid("o-1"));
        await bus.AdvanceAsync(TimeSpan.FromMinutes(6));

        measured.Of("workflows.events.kept").ShouldBe(["workflow.name:order = 1"]);
        measured.Of("workflows.events.dropped").ShouldBe(["workflow.name:order = 1"]);
        measured.Of("workflows.events.received").ShouldBe(["workflow.name:order = 1", "workflow.name:order = 1"]);
        measured.Of("workflows.events.unmatched").ShouldBe(["= 1"]);
    }

    [Fact]
    public async Task A_timer_is_late_from_its_due_time_to_the_commit()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Sleep("nap", _minute);
            flow.WaitFor<OrderPaid>("paid").SentToInstance().Within(_minute, late => late.Finish());
        });
        using var measured = new Measurements(bus);
        await bus.StartAsync(options: new StartOptions { StartAt = bus.Now + _minute });
        bus.Harness.Clock.Advance(_minute + TimeSpan.FromSeconds(2));
        await bus.SettleAsync();
        bus.Harness.Clock.Advance(_minute + TimeSpan.FromSeconds(3));
        await bus.SettleAsync();
        bus.Harness.Clock.Advance(_minute + TimeSpan.FromSeconds(4));
        await bus.SettleAsync();

        measured.Of("workflows.timer.lag").ShouldBe(
        [
            "workflow.name:order workflow.timer:Start = 2",
            "workflow.name:order workflow.timer:Sleep = 3",
            "workflow.name:order workflow.timer:Wait = 4",
        ]);
    }

    [Fact]
    public async Task The_time_that_an_instance_was_paused_is_no_lag()
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", _minute));
        using var measured = new Measurements(bus);
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        await bus.Client.PauseAsync(run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);
        await bus.AdvanceAsync(TimeSpan.FromHours(1));
        await bus.Client.ResumeAsync(run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        measured.Of("workflows.timer.lag").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_attempt_is_counted()
    {
        await using var bus = new TestBus(flow => flow.Step("charge", _ => Task.CompletedTask));
        using var measured = new Measurements(bus);
        bus.Get<WorkflowMetrics>().Committed(TransitionOf(new JournalEntry { Sequence = 1, At = bus.Now, Kind = EntryKind.StepLost, Node = "charge" }));
        measured.Of("workflows.step.lost").ShouldBe(["workflow.name:order workflow.step:charge = 1"]);
        measured.Of("workflows.step.duration").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_size_of_commits_is_measured()
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", _minute), services: services => services.AddSingleton<CommitStatistics>());
        await bus.Harness.EnsureStartedAsync();
        using var measured = new Measurements(bus);
        bus.Get<CommitStatistics>().Note(5);
        measured.Of("workflows.commit.transitions").ShouldBe(["= 5"]);
    }

    [Fact]
    public async Task Living_instances_are_counted_at_most_every_ten_seconds()
    {
        await using var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("paid").SentToInstance());
        await bus.StartAsync();
        await bus.SettleAsync();
        using var measured = new Measurements(bus);
        measured.Observe();
        await bus.StartAsync();
        await bus.SettleAsync();
        bus.Harness.Clock.Advance(TimeSpan.FromSeconds(9));
        measured.Observe();
        bus.Harness.Clock.Advance(TimeSpan.FromSeconds(1));
        measured.Observe();

        measured.Of("workflows.instances.active").ShouldBe(
        [
            "workflow.name:order workflow.status:Waiting = 1",
            "workflow.name:order workflow.status:Waiting = 1",
            "workflow.name:order workflow.status:Waiting = 2",
        ]);
    }

    [Fact]
    public void A_count_that_cannot_be_renewed_is_not_shown_for_ever()
    {
        var clock = new ManualClock();
        var memory = new MemoryWorkflowStore();
        var store = TroubledStore.InFrontOf<IInsightStore>(new MemoryInsightStore(memory));
        var active = new ActiveInstances((IInsightStore)(object)store, clock);
        memory.CommitAsync([TransitionOf() with { IsNew = true }], TestContext.Current.CancellationToken).IsCompletedSuccessfully.ShouldBeTrue();

        active.Observe().Count.ShouldBe(1);
        store.Error = new TimeoutException();
        clock.Advance(TimeSpan.FromSeconds(59));
        active.Observe().Count.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(1));
        active.Observe().ShouldBeEmpty();
        store.Error = null;
        active.Observe().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_listening_costs_no_memory()
    {
        await using var bus = new TestBus(flow => flow.Step("charge", _ => Task.CompletedTask));
        var metrics = bus.Get<WorkflowMetrics>();
        var transition = TransitionOf([.. Enum.GetValues<EntryKind>().Select(kind => new JournalEntry
        {
            Sequence = 1,
            At = bus.Now,
            Kind = kind,
            Node = "charge",
            Detail = new EntryDetail { Duration = _minute, DueAt = bus.Now },
        })]);
        metrics.Committed(transition);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            metrics.Committed(transition);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public async Task Every_metric_is_documented_and_no_other()
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", _minute));
        await bus.Harness.EnsureStartedAsync();
        using var measured = new Measurements(bus);
        var documented = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operations.md"))
            .Where(line => line.StartsWith("| `workflows.", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);
        documented.Order(StringComparer.Ordinal).ShouldBe(measured.Instruments);
    }

    private static Transition TransitionOf(params JournalEntry[] entries) => new()
    {
        Instance = new WorkflowInstance
        {
            Id = Guid.NewGuid(),
            Workflow = "order",
            Version = 1,
            Revision = 1,
            Status = WorkflowStatus.Waiting,
            State = "{}",
            Execution = Execution.Empty,
            CreatedAt = default,
            UpdatedAt = default,
        },
        IsNew = false,
        StateChanged = false,
        Entries = [.. entries],
    };
}
