using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_step_fails
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Twice_and_then_works_three_attempts_are_recorded_each_at_its_time()
    {
        await using var bus = new TestBus(flow => flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Exponential(3, _second)));
        var step = bus.Harness.FakeStep("charge").FailNext(2, attempt => new InvalidOperationException($"no luck {attempt}"));

        var run = await bus.StartAsync();
        var start = bus.Now;
        await bus.CompleteAsync(run);

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveFailed("charge", 2).ShouldHaveExecuted("charge", 1);
        run.TimesOf(EntryKind.StepFailed).ShouldBe([start, start + _second]);
        run.TimesOf(EntryKind.StepCompleted).ShouldBe([start + 3 * _second]);
        run.Journal.Where(entry => entry.Attempt is not null).Select(entry => entry.Attempt).ShouldBe([1, 2, 3]);
        run.Journal.First(entry => entry.Error is not null).Error.ShouldNotBeNull().Message.ShouldBe("no luck 1");
        step.Calls.Select(call => call.IdempotencyKey).Distinct().ShouldHaveSingleItem();
        run.Details.Error.ShouldBeNull();
    }

    [Fact]
    public async Task For_good_the_instance_faults_and_keeps_the_last_error()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Step("charge", context => throw new TimeoutException($"attempt {context.Attempt}")).Retry(retry => retry.Constant(3, _second));
            flow.Step("ship", _ => Task.CompletedTask);
        });

        var run = await bus.StartAsync();
        await bus.AdvanceAsync(TimeSpan.FromMinutes(1));

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("charge", 3).ShouldNotHaveExecuted("ship").ShouldBeAt("charge");
        run.Details.Error.ShouldNotBeNull().Type.ShouldBe("System.TimeoutException");
        run.Details.Error!.Message.ShouldBe("attempt 3");
        bus.Log.Lines.ShouldContain(line => line.EventId == 1004, "a faulted instance is logged once");
    }

    [Fact]
    public async Task With_an_error_that_is_final_there_is_no_second_attempt()
    {
        await using var bus = new TestBus(flow => flow.Step("charge", _ => throw new ArgumentNullException("card"))
            .Retry(retry => retry.Constant(5, _second).NonRetryable<ArgumentException>()));

        var run = await bus.StartAsync();
        await bus.AdvanceAsync(TimeSpan.FromMinutes(1));

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("charge", 1);
    }

    [Theory]
    [InlineData(ErrorAction.Fault, WorkflowStatus.Faulted)]
    [InlineData(ErrorAction.Skip, WorkflowStatus.Completed)]
    [InlineData(ErrorAction.Pause, WorkflowStatus.Paused)]
    [InlineData(ErrorAction.Cancel, WorkflowStatus.Canceled)]
    [InlineData(ErrorAction.Fail, WorkflowStatus.Failed)]
    public async Task Its_policy_decides(ErrorAction action, WorkflowStatus expected)
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Step("charge", _ => throw new InvalidOperationException("no luck")).OnError(action);
            flow.Step("ship", _ => Task.CompletedTask);
        });

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(expected).ShouldHaveFailed("charge", 1);
        if (action == ErrorAction.Skip)
            run.ShouldHaveSkipped("charge").ShouldHaveExecuted("ship");
        else
            run.ShouldNotHaveExecuted("ship");
    }

    [Fact]
    public async Task The_rule_for_its_exception_goes_before_the_general_one_and_the_step_before_the_workflow()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.OnError(ErrorAction.Fail);
            flow.OnError<TimeoutException>(ErrorAction.Skip);
            flow.Step("slow", _ => throw new TimeoutException());
            flow.Step("wrong", _ => throw new TimeoutException()).OnError(ErrorAction.Cancel);
        });

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldHaveSkipped("slow").ShouldHaveFailed("wrong", 1).ShouldBe(WorkflowStatus.Canceled);
    }

    [Fact]
    public async Task What_it_changed_in_the_state_is_not_stored()
    {
        await using var bus = new TestBus(flow => flow.Step("charge", context =>
        {
            context.State.Count++;
            return context.Attempt == 1 ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask;
        }).Retry(retry => retry.Constant(2, _second)));

        var run = await bus.CompleteAsync(await bus.StartAsync());

        run.State<Order>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_delay_it_is_tried_again_at_once()
    {
        await using var bus = new TestBus(flow => flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(3, TimeSpan.Zero)));
        bus.Harness.FakeStep("charge").FailNext(2);

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveFailed("charge", 2);
    }
}
