using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Tests.Compilation;

namespace Workflows.Tests.Acceptance;

/// <summary>Instances stand somewhere; a process with another definition under the same name and version comes; then one with the old code.</summary>
public sealed class When_a_definition_changes_under_its_version
{
    private static readonly Dictionary<string, Action<IWorkflowBuilder<Order>>> _before = new()
    {
        ["sleep"] = flow => flow.Sleep("place", TimeSpan.FromMinutes(1)),
        ["wait"] = flow => flow.WaitFor<OrderPaid>("place").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(TimeSpan.FromMinutes(1), late => late.Step("late", _ => Task.CompletedTask)),
        ["backoff"] = flow => flow.Step("place", context => context.Attempt == 1 ? throw new InvalidOperationException("no luck") : Task.CompletedTask).Retry(retry => retry.Constant(2, TimeSpan.FromMinutes(1))),
        ["start"] = flow => flow.Step("place", _ => Task.CompletedTask),
    };

    private static readonly Dictionary<string, Action<IWorkflowBuilder<Order>>> _after = new()
    {
        ["gone"] = _ => { },
        ["step"] = flow => flow.Step("place", _ => throw new InvalidOperationException("must not run")),
        ["sleep"] = flow => flow.Sleep("place", TimeSpan.FromMinutes(1)),
        ["wait"] = flow => flow.WaitFor<OrderShipped>("place").CorrelatedBy(e => e.ShipmentId, s => s.OrderId),
    };

    [Theory]
    [InlineData("sleep", "gone", false)]
    [InlineData("sleep", "gone", true)]
    [InlineData("sleep", "step", false)]
    [InlineData("wait", "gone", false)]
    [InlineData("wait", "gone", true)]
    [InlineData("wait", "sleep", false)]
    [InlineData("wait", "wait", true)]
    [InlineData("backoff", "gone", false)]
    [InlineData("backoff", "gone", true)]
    [InlineData("backoff", "wait", false)]
    [InlineData("start", "gone", false)]
    public async Task An_instance_that_stands_at_what_has_changed_stops_with_a_sentence_and_goes_on_with_the_old_code(string before, string after, bool sweeps)
    {
        await using var first = new TestBus(Before(before));
        var run = await first.StartAsync(options: before == "start" ? new StartOptions { StartAt = first.Now.AddMinutes(1) } : null);
        await using var second = await InsteadAsync(first, After(after));
        if (sweeps)
            await second.SendAsync(new RedriveWorkflow(run.InstanceId));
        else
            await second.AdvanceAsync(TimeSpan.FromMinutes(1));

        var stopped = second.Harness.Run(run.InstanceId);
        stopped.Status.ShouldBe(WorkflowStatus.Faulted);
        stopped.Details.Error.ShouldNotBeNull().Message.ShouldEndWith("Give a changed definition a new version; put the node back and retry, rewind the instance to a node that it has passed, or cancel it.");
        await second.AdvanceAsync(TimeSpan.FromMinutes(10));
        second.Harness.Faults.ShouldBeEmpty();
        stopped.Count(EntryKind.WorkflowFaulted).ShouldBe(1);

        await using var third = await InsteadAsync(second, Before(before));
        await third.Client.RetryAsync(run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);
        (await third.CompleteAsync(third.Harness.Run(run.InstanceId))).Status.ShouldBe(WorkflowStatus.Completed);
    }

    [Theory]
    [InlineData("Initial")]
    [InlineData("Final")]
    [InlineData("Undefined")]
    [InlineData("Paused")]
    [InlineData("TimerElapsed")]
    public async Task A_node_may_have_a_name_that_means_something_to_the_machine(string name)
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Sleep(name, TimeSpan.FromMinutes(1));
            flow.WaitFor<OrderPaid>(name.ToLowerInvariant()).CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        var run = await bus.StartAsync();

        await bus.AdvanceAsync(TimeSpan.FromMinutes(1));
        await bus.PublishAsync(new OrderPaid("o-1"));

        run.Status.ShouldBe(WorkflowStatus.Completed);
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_for_a_wait_that_has_another_name_now_is_kept_and_taken_when_the_old_code_is_back()
    {
        static Action<IWorkflowBuilder<Order>> WaitingAt(string name) => flow =>
        {
            flow.WaitFor<OrderPaid>(name).CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((order, e) => order.Amount = e.Amount);
            flow.Step("last", _ => Task.CompletedTask);
        };

        await using var first = new TestBus(WaitingAt("payment"));
        var run = await first.StartAsync();
        await first.IsReadyAsync();
        await using var second = await InsteadAsync(first, WaitingAt("pay"));
        await second.IsReadyAsync();

        await second.PublishAsync(new OrderPaid("o-1", 7));

        var stopped = second.Harness.Run(run.InstanceId);
        stopped.Status.ShouldBe(WorkflowStatus.Faulted);
        stopped.Single(EntryKind.EventKept);
        await using var third = await InsteadAsync(second, WaitingAt("payment"));
        await third.Client.RetryAsync(run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);
        await third.SettleAsync();
        third.Harness.Run(run.InstanceId).Status.ShouldBe(WorkflowStatus.Completed);
        third.Harness.Run(run.InstanceId).State<Order>().Amount.ShouldBe(7);
    }

    [Fact]
    public async Task The_outcome_of_a_step_that_is_gone_is_not_lost()
    {
        static void Charge(IWorkflowBuilder<Order> flow)
        {
            flow.Step("charge", context => Task.Delay(Timeout.Infinite, context.CancellationToken));
            flow.Step("ship", _ => Task.CompletedTask);
        }

        await using var first = new TestBus(Charge);
        await first.Harness.EnsureStartedAsync();
        var id = (await first.Client.StartAsync("order", new Order(), cancellationToken: TestContext.Current.CancellationToken)).InstanceId;
        await using var second = await InsteadAsync(first, flow => flow.Step("bill", _ => Task.CompletedTask));
        await second.SendAsync(new StepEnded
        {
            InstanceId = id,
            Token = 1,
            Attempt = 1,
            Outcome = StepOutcome.Completed,
            Patch = """[{"op":"replace","path":"/Count","value":9}]""",
            StartedAt = second.Now,
            Duration = TimeSpan.FromSeconds(1),
            Worker = "far away",
        });
        second.Harness.Run(id).Status.ShouldBe(WorkflowStatus.Faulted);
        second.Harness.Faults.ShouldBeEmpty();

        await using var third = await InsteadAsync(second, Charge);
        await third.Client.RetryAsync(id, cancellationToken: TestContext.Current.CancellationToken);
        await third.SettleAsync();

        var run = third.Harness.Run(id);
        run.Status.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Count.ShouldBe(9);
        run.Single(EntryKind.StepCompleted, "charge").Attempt.ShouldBe(1);
    }

    private static Action<IWorkflowBuilder<Order>> Before(string node) => flow =>
    {
        _before[node](flow);
        flow.Step("last", _ => Task.CompletedTask);
    };

    private static Action<IWorkflowBuilder<Order>> After(string node) => flow =>
    {
        _after[node](flow);
        flow.Step("last", _ => Task.CompletedTask);
    };

    /// <summary>Another process goes on with what the one before has stored, to which nothing comes any more.</summary>
    private static async Task<TestBus> InsteadAsync(TestBus before, Action<IWorkflowBuilder<Order>> define)
    {
        var next = new TestBus(define, continues: before);
        await next.Harness.EnsureStartedAsync();
        return next;
    }
}
