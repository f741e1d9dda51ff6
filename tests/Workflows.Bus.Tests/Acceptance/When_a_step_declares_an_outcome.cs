using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_step_declares_an_outcome
{
    [Fact]
    public async Task Skipped_the_next_one_runs()
    {
        await using var bus = Declaring(context => context.Skip("nothing to do"));
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveSkipped("first").ShouldNotHaveExecuted("first").ShouldHaveExecuted("second");
        run.Single(EntryKind.StepSkipped).Reason.ShouldBe("nothing to do");
    }

    [Fact]
    public async Task Finished_the_instance_completes_without_the_rest()
    {
        await using var bus = Declaring(context => context.Finish("enough"));
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("first").ShouldNotHaveExecuted("second");
        run.Single(EntryKind.StepCompleted).Reason.ShouldBe("enough");
    }

    [Fact]
    public async Task Canceled_the_instance_is_canceled()
    {
        await using var bus = Declaring(context => context.Cancel("not wanted"));
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Canceled).ShouldNotHaveExecuted("second");
        run.Single(EntryKind.WorkflowCanceled).Reason.ShouldBe("not wanted");
    }

    [Fact]
    public async Task Paused_the_instance_goes_on_when_it_is_resumed()
    {
        await using var bus = Declaring(context => context.Pause("have a look"));
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Paused).ShouldHaveExecuted("first").ShouldNotHaveExecuted("second");

        await bus.Client.ResumeAsync(run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("first", 1).ShouldHaveExecuted("second", 1);
    }

    [Fact]
    public async Task To_be_tried_again_later_it_is_and_no_failure_counts()
    {
        await using var bus = new TestBus(flow => flow.Step("poll", context =>
        {
            context.State.Count++;
            if (context.Attempt < 4)
                context.ReattemptAfter(TimeSpan.FromMinutes(context.Attempt), "not ready");

            return Task.CompletedTask;
        }));

        var run = await bus.StartAsync();
        var start = bus.Now;
        await bus.CompleteAsync(run);

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("poll", 1);
        run.TimesOf(EntryKind.StepReattempted).ShouldBe([start, start + TimeSpan.FromMinutes(1), start + TimeSpan.FromMinutes(3)]);
        run.TimesOf(EntryKind.StepCompleted).ShouldBe([start + TimeSpan.FromMinutes(6)]);
        run.State<Order>().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Twice_that_is_a_failure()
    {
        await using var bus = Declaring(context =>
        {
            context.Skip();
            context.Finish();
        });
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("first", 1);
    }

    [Theory]
    [InlineData(StepOutcome.Skipped, 0xD83D)]
    [InlineData(StepOutcome.Skipped, 0)]
    [InlineData(StepOutcome.Finish, 0xD83D)]
    [InlineData(StepOutcome.Pause, 0xD83D)]
    [InlineData(StepOutcome.Cancel, 0xDE00)]
    [InlineData(StepOutcome.Reattempt, 0xDE00)]
    public async Task With_a_reason_that_cannot_be_stored_the_attempt_fails_and_says_so(StepOutcome outcome, int character)
    {
        var reason = $"because {(char)character}";
        await using var bus = Declaring(context =>
        {
            switch (outcome)
            {
                case StepOutcome.Skipped: context.Skip(reason); break;
                case StepOutcome.Finish: context.Finish(reason); break;
                case StepOutcome.Pause: context.Pause(reason); break;
                case StepOutcome.Cancel: context.Cancel(reason); break;
                default: context.ReattemptAfter(TimeSpan.FromMinutes(1), reason); break;
            }
        });
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("first", 1);
        bus.Stored(run).Error!.Message.ShouldBe("The reason contains a null character or half of a surrogate pair, which cannot be stored. Cut texts at whole characters, or encode them (Base64).");
    }

    private static TestBus Declaring(Action<StepContext<Order>> declare) => new(flow =>
    {
        flow.Step("first", context =>
        {
            declare(context);
            return Task.CompletedTask;
        });
        flow.Step("second", _ => Task.CompletedTask);
    });
}
