using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_steps_follow_one_another
{
    private const int StepCount = 7;

    [Fact]
    public async Task Under_one_delivery_or_with_a_message_each_the_journal_is_the_same()
    {
        var (continued, messagesContinued) = await RunAsync(messagePerStep: false);
        var (sent, messagesSent) = await RunAsync(messagePerStep: true);

        continued.ShouldBe(sent);
        messagesContinued.ShouldBe(1);
        messagesSent.ShouldBe(StepCount);
    }

    [Theory]
    [InlineData(1, StepCount)]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(100, 1)]
    public async Task A_limit_of_steps_sends_a_message_after_so_many(int limit, int expected)
    {
        var (lines, messages) = await RunAsync(messagePerStep: false, configure: options => options.ContinuationStepLimit = limit);

        lines[^1].ShouldBe("WorkflowCompleted");
        messages.ShouldBe(expected);
    }

    [Fact]
    public async Task A_limit_of_time_sends_a_message_once_it_is_used_up()
    {
        // Every step takes two seconds: each second one ends behind the limit.
        var (lines, messages) = await RunAsync(
            messagePerStep: false,
            stepTime: TimeSpan.FromSeconds(2),
            configure: options => options.ContinuationTimeLimit = TimeSpan.FromSeconds(3));

        lines[^1].ShouldBe("WorkflowCompleted");
        messages.ShouldBe(4);
    }

    [Fact]
    public async Task One_that_asks_for_a_message_of_its_own_gets_it()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.Step("first", _ => Task.CompletedTask);
            flow.Step("second", _ => Task.CompletedTask).MessagePerStep();
            flow.Step("third", _ => Task.CompletedTask);
        });
        var (run, messages) = await MessagesOfAsync(bus);

        run.ShouldBe(WorkflowStatus.Completed);
        messages.ShouldBe(2);
    }

    private static async Task<(IReadOnlyList<string> Lines, int Messages)> RunAsync(bool messagePerStep, TimeSpan stepTime = default, Action<DurableWorkflowOptions>? configure = null)
    {
        TestBus? running = null;
        await using var bus = running = new TestBus(
            flow =>
            {
                if (messagePerStep)
                    flow.MessagePerStep();

                for (var i = 1; i <= StepCount; i++)
                {
                    flow.Step($"step-{i}", context =>
                    {
                        running!.Harness.Clock.Advance(stepTime);
                        context.State.Count++;
                        return Task.CompletedTask;
                    });
                }
            },
            w => w.Configure(options => configure?.Invoke(options)));
        var (run, messages) = await MessagesOfAsync(bus);

        run.State<Order>().Count.ShouldBe(StepCount);
        return (run.Lines(), messages);
    }

    private static async Task<(WorkflowRun Run, int Messages)> MessagesOfAsync(TestBus bus)
    {
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        var harness = bus.Get<MassTransit.Testing.ITestHarness>();

        // Canceled: what was sent, without waiting for more.
        return (run, harness.Sent.Select<ExecuteStep>(new CancellationToken(canceled: true)).Count());
    }
}
