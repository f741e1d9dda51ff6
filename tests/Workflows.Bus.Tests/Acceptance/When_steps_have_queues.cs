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
        var running = 0;
        var most = 0;
        await using var bus = new TestBus(
            flow => flow.Step("slow", async _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
            }).OnQueue("slow-lane"),
            w => w.ConfigureStepQueue("slow-lane", options => options.ConcurrentMessageLimit = 1));

        for (var i = 0; i < 50; i++)
            await bus.StartAsync();

        await bus.SettleAsync();
        most.ShouldBe(1);
        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldAllBe(run => run.Status == WorkflowStatus.Completed);
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
