using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_an_operator_acts
{
    private static readonly OperationOptions _ann = new("ann", "because");

    [Theory]
    [InlineData("retry")]
    [InlineData("skip")]
    [InlineData("skip with a result")]
    [InlineData("rewind")]
    [InlineData("cancel")]
    public async Task On_a_faulted_instance_it_works_and_is_in_the_journal_with_who_and_why(string operation)
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Step("prepare", context => Run(() => context.State.Count++));
            flow.Step("charge", context => context.Attempt == 1 && context.State.Count == 1 ? throw new InvalidOperationException() : Task.CompletedTask);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Faulted);

        await OperateAsync(bus, run, operation);
        await bus.SettleAsync();

        var (kind, status) = operation switch
        {
            "retry" => (EntryKind.WorkflowRetried, WorkflowStatus.Completed),
            "rewind" => (EntryKind.WorkflowRewound, WorkflowStatus.Completed),
            "cancel" => (EntryKind.WorkflowCanceled, WorkflowStatus.Canceled),
            _ => (EntryKind.StepSkipped, WorkflowStatus.Completed),
        };
        run.ShouldBe(status);
        (run.Single(kind).Actor, run.Single(kind).Reason).ShouldBe(("ann", "because"));
        run.State<Order>().Count.ShouldBe(operation switch { "rewind" => 2, "skip with a result" => 7, _ => 1 });
    }

    [Fact]
    public async Task A_rewind_goes_back_only_to_what_the_instance_has_passed()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Step("prepare", _ => Task.CompletedTask);
            flow.Step("charge", _ => throw new InvalidOperationException());
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.Step("ship", _ => Task.CompletedTask);
        });
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        foreach (var node in new[] { "payment", "ship" })
        {
            var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.Client.RewindAsync(run.InstanceId, node, _ann, TestContext.Current.CancellationToken));
            refused.Message.ShouldEndWith("It can go back to: prepare, charge.");
        }

        run.ShouldBe(WorkflowStatus.Faulted);
        await bus.Client.RewindAsync(run.InstanceId, "charge", _ann, TestContext.Current.CancellationToken);
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public async Task Canceling_while_a_step_runs_signals_its_token_and_its_outcome_counts_no_more()
    {
        StepGate? gate = null;
        var signaled = new TaskCompletionSource();
        await using var bus = new TestBus(flow =>
        {
            flow.Step("charge", async context =>
            {
                context.CancellationToken.Register(signaled.SetResult);
                await gate!.PassAsync(CancellationToken.None);
            });
            flow.Step("ship", _ => Task.CompletedTask);
        });
        gate = bus.Harness.CreateGate();
        var run = await bus.StartAsync();
        await gate.ReachedAsync();

        await bus.Client.CancelAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken);
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Canceled);
        await signaled.Task.WaitAsync(TestContext.Current.CancellationToken);
        gate.Open();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Canceled).ShouldNotHaveExecuted("charge").ShouldNotHaveExecuted("ship");
        run.Lines()[^1].ShouldBe("WorkflowCanceled");
    }

    [Fact]
    public async Task Pausing_while_a_step_runs_its_outcome_is_recorded_and_nothing_further_is_dispatched()
    {
        StepGate? gate = null;
        await using var bus = new TestBus(flow =>
        {
            flow.Step("charge", context => gate!.PassAsync(context.CancellationToken));
            flow.Step("ship", _ => Task.CompletedTask);
        });
        gate = bus.Harness.CreateGate();
        var run = await bus.StartAsync();
        await gate.ReachedAsync();

        await bus.Client.PauseAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken);
        gate.Open();
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Paused).ShouldHaveExecuted("charge").ShouldNotHaveExecuted("ship");
        await bus.AdvanceAsync(TimeSpan.FromHours(1));
        run.ShouldBe(WorkflowStatus.Paused).ShouldNotHaveExecuted("ship");

        await bus.Client.ResumeAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken);
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("charge", 1).ShouldHaveExecuted("ship", 1);
    }

    [Fact]
    public async Task Pausing_and_resuming_before_a_timer_is_due_nothing_comes_early_and_one_timer_stays()
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", TimeSpan.FromHours(1)));
        var run = await bus.StartAsync();
        var dueAt = bus.Now + TimeSpan.FromHours(1);
        for (var i = 0; i < 3; i++)
        {
            await bus.AdvanceAsync(TimeSpan.FromMinutes(5));
            await bus.Client.PauseAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken);
            run.Details.Summary.DueAt.ShouldBe(dueAt);
            await bus.AdvanceAsync(TimeSpan.FromMinutes(5));
            await bus.Client.ResumeAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken);
        }

        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Waiting);
        (await bus.Get<IWorkflowStore>().CountDueBeforeAsync(DateTimeOffset.MaxValue, 10, TestContext.Current.CancellationToken)).ShouldBe(1);
        await bus.CompleteAsync(run);

        run.Single(EntryKind.SleepElapsed).At.ShouldBe(dueAt);
    }

    [Fact]
    public async Task Resuming_after_a_timer_was_due_it_happens_at_once()
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", TimeSpan.FromHours(1)));
        var run = await bus.StartAsync();
        await bus.Client.PauseAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken);
        await bus.AdvanceAsync(TimeSpan.FromHours(2));
        run.ShouldBe(WorkflowStatus.Paused);

        await bus.Client.ResumeAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken);
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task What_the_status_does_not_allow_is_refused_with_a_sentence()
    {
        await using var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.Client.RetryAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken));
        refused.Refusal.ShouldBe(WorkflowRefusal.WrongStatus);
        refused.Message.ShouldContain("Waiting");
        refused.Message.ShouldContain("cancel");

        await bus.CompleteAsync(run, new OrderPaid("o-1"));
        (await Should.ThrowAsync<WorkflowRefusedException>(bus.Client.CancelAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken))).Refusal.ShouldBe(WorkflowRefusal.WrongStatus);
        run.Lines()[^1].ShouldBe("WorkflowCompleted");
    }

    [Fact]
    public async Task On_an_instance_that_does_not_exist_it_is_not_found_and_nothing_is_created()
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", TimeSpan.FromHours(1)));
        await bus.Harness.EnsureStartedAsync();
        var token = TestContext.Current.CancellationToken;
        var id = Guid.NewGuid();
        foreach (var operation in (Func<Task>[])[
            () => bus.Client.PauseAsync(id, _ann, token), () => bus.Client.ResumeAsync(id, _ann, token), () => bus.Client.CancelAsync(id, _ann, token),
            () => bus.Client.RetryAsync(id, _ann, token), () => bus.Client.SkipAsync(id, null, _ann, token), () => bus.Client.RewindAsync(id, "nap", _ann, token),
            () => bus.Client.SendEventAsync(id, new OrderPaid("o-1"), _ann, token)])
        {
            (await Should.ThrowAsync<WorkflowRefusedException>(operation())).Refusal.ShouldBe(WorkflowRefusal.InstanceNotFound);
        }

        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldBeEmpty();
        (await bus.Client.GetAsync(id, token)).ShouldBeNull();
    }

    [Fact]
    public async Task Published_commands_are_obeyed_as_well()
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", TimeSpan.FromHours(1)));
        var run = await bus.StartAsync();

        await bus.PublishAsync(new PauseWorkflow { InstanceId = run.InstanceId, Actor = "ann", Reason = "because" });
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Paused);
        await bus.PublishAsync(new CancelWorkflow { InstanceId = run.InstanceId });
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Canceled);
        run.Single(EntryKind.WorkflowPaused).Actor.ShouldBe("ann");
    }

    private static Task<WorkflowOperationAccepted> OperateAsync(TestBus bus, WorkflowRun run, string operation) => operation switch
    {
        "retry" => bus.Client.RetryAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken),
        "skip" => bus.Client.SkipAsync(run.InstanceId, null, _ann, TestContext.Current.CancellationToken),
        "skip with a result" => bus.Client.SkipAsync(run.InstanceId, """{"Count":7}""", _ann, TestContext.Current.CancellationToken),
        "rewind" => bus.Client.RewindAsync(run.InstanceId, "prepare", _ann, TestContext.Current.CancellationToken),
        _ => bus.Client.CancelAsync(run.InstanceId, _ann, TestContext.Current.CancellationToken),
    };

    private static Task Run(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
