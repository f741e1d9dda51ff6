using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_steps_have_queues
{
    [Fact]
    public async Task Each_runs_from_its_own()
    {
        var queues = new ConcurrentQueue<string>();
        await using var bus = new TestBus(
            flow =>
            {
                flow.Step("first", _ => Task.CompletedTask);
                flow.Step("slow", _ => Task.CompletedTask).OnQueue("slow-lane");
                flow.Step("slower", _ => Task.CompletedTask).OnQueue("slow-lane");
                flow.Step("other", _ => Task.CompletedTask).OnQueue("other-lane");
                flow.Step("last", _ => Task.CompletedTask);
            },
            w => w.ConfigureStepQueue("slow-lane", options => options.ConcurrentMessageLimit = 1),
            services => services.AddReceiveObserver(_ => new QueueNotes(queues)));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        queues.ShouldBe(["OrderSteps", "slow-lane", "other-lane", "OrderSteps"]);
    }

    [Fact]
    public async Task A_limit_of_one_runs_them_one_after_the_other()
    {
        const int patience = 100;
        var most = await MostAtOnceAsync(
            async met =>
            {
                for (var i = 0; i < patience && !met.IsCompleted; i++)
                    await Task.Yield();
            },
            w => w.ConfigureStepQueue("slow-lane", options => options.ConcurrentMessageLimit = 1));

        most.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_limit_several_run_at_once() =>
        (await MostAtOnceAsync(met => met.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken))).ShouldBeGreaterThan(1);

    /// <summary>Starts many instances at once with a step each.</summary>
    /// <param name="stay">What the step does. Gets a task that is completed when two of them run.</param>
    /// <param name="configure">Limits them.</param>
    /// <returns>How many ran at the same time.</returns>
    private static async Task<int> MostAtOnceAsync(Func<Task, Task> stay, Action<IDurableWorkflowConfigurator>? configure = null)
    {
        var running = 0;
        var counts = new ConcurrentQueue<int>();
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bus = new TestBus(
            flow => flow.Step("slow", async _ =>
            {
                var count = Interlocked.Increment(ref running);
                counts.Enqueue(count);
                if (count > 1)
                    met.TrySetResult();

                await stay(met.Task);
                Interlocked.Decrement(ref running);
            }).OnQueue("slow-lane"),
            configure);
        await bus.Harness.EnsureStartedAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bus.Client.StartAsync("order", new Order(), cancellationToken: TestContext.Current.CancellationToken)));
        await bus.SettleAsync();

        counts.Count.ShouldBe(50);
        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldAllBe(run => run.Status == WorkflowStatus.Completed);
        return counts.Max();
    }

    private sealed class QueueNotes(ConcurrentQueue<string> queues) : IReceiveObserver
    {
        public Task PreReceive(ReceiveContext context)
        {
            queues.Enqueue(context.InputAddress.AbsolutePath.TrimStart('/'));
            return Task.CompletedTask;
        }

        public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class => Task.CompletedTask;

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
    }
}
