using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_messages_come_twice
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_once_and_in_sequence_the_instance_moves_as_if_they_came_once(bool messagePerStep)
    {
        var once = await RunAsync(messagePerStep, isDuplicated: false);
        var twice = await RunAsync(messagePerStep, isDuplicated: true);

        twice.Lines.ShouldBe(once.Lines);
        twice.Calls.ShouldBe(once.Calls);
        twice.State.Trail.ShouldBe(once.State.Trail);
        once.Lines[^1].ShouldBe("WorkflowCompleted");
    }

    private static async Task<Outcome> RunAsync(bool messagePerStep, bool isDuplicated)
    {
        var calls = new ConcurrentQueue<string>();
        await using var bus = new TestBus(
            flow => Define(flow, messagePerStep, calls),
            services: services =>
            {
                if (isDuplicated)
                    AddDuplicator(services);
            });

        await bus.PublishAsync(new OrderPlaced("o-1"));
        var run = await bus.CompleteAsync(bus.Harness.SingleRunOf<InlineWorkflow<Order>>(), new OrderPaid("o-1", 5));
        if (isDuplicated)
            await bus.Get<Duplicator>().SendAllAgainAsync();

        await bus.AdvanceAsync(TimeSpan.FromHours(1));
        run = bus.Harness.SingleRunOf<InlineWorkflow<Order>>();
        bus.Harness.Faults.ShouldBeEmpty();
        return new Outcome(run.Lines(), [.. calls], run.State<Order>());
    }

    private static void Define(IWorkflowBuilder<Order> flow, bool messagePerStep, ConcurrentQueue<string> calls)
    {
        if (messagePerStep)
            flow.MessagePerStep();

        flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
        flow.Step("first", context => Note(context, calls, context.Attempt < 3)).Retry(retry => retry.Constant(3, TimeSpan.FromSeconds(1)));
        flow.Step("second", context =>
        {
            context.Publish(new OrderShipped("o-1"));
            return Note(context, calls);
        });
        flow.Sleep("nap", TimeSpan.FromHours(1));
        flow.WaitFor<OrderShipped>("shipment").CorrelatedBy(e => e.ShipmentId, s => s.OrderId);
        flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(TimeSpan.FromDays(1));
        flow.Step("third", context => Note(context, calls));
        flow.Step("fourth", context => Note(context, calls));
    }

    private static async Task Note(StepContext<Order> context, ConcurrentQueue<string> calls, bool fails = false)
    {
        calls.Enqueue($"{context.Step} {context.Attempt}");
        await Task.Yield();
        context.State.Trail.Add(context.Step);
        if (fails)
            throw new InvalidOperationException("no luck");
    }

    private static void AddDuplicator(IServiceCollection services)
    {
        services.AddSingleton(provider => new Duplicator(new Lazy<IBus>(provider.GetRequiredService<IBus>)));
        services.AddSendObserver(provider => provider.GetRequiredService<Duplicator>());
        services.AddPublishObserver(provider => provider.GetRequiredService<Duplicator>());
    }

    private sealed record Outcome(IReadOnlyList<string> Lines, IReadOnlyList<string> Calls, Order State);
}
