using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Tests.Acceptance;

/// <summary>Nothing crashes here: whatever happens while a message is on its way, it goes out once.</summary>
public sealed class When_a_send_takes_long
{
    [Fact]
    public async Task An_answer_that_comes_meanwhile_does_not_send_the_question_again()
    {
        await using var bus = NewBus(flow =>
        {
            Ship(flow, "ask", "s-1");
            flow.WaitFor<OrderPaid>("answer").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        }, answers: true);

        await PublishAsync(bus, new OrderPlaced("o-1"));
        await ShouldBecomeAsync(bus, WorkflowStatus.Completed);
        await ShouldHaveGoneOutOnceAsync(bus, "s-1");
    }

    [Fact]
    public async Task A_timer_that_goes_off_meanwhile_does_not_either()
    {
        await using var bus = NewBus(flow =>
        {
            Ship(flow, "ship", "s-1");
            flow.Sleep("rest", TimeSpan.FromSeconds(5));
        });

        await PublishAsync(bus, new OrderPlaced("o-1"));
        await Eventually.ShouldHoldAsync(() => bus.Get<SlowSends>().Waiting.Count == 1);
        var instance = (await SlowSends.InstanceAsync(bus)).ShouldNotBeNull();
        var timer = instance.Execution.Tokens.ShouldHaveSingleItem().Timer.ShouldNotBeNull();
        bus.Harness.Clock.Advance(TimeSpan.FromSeconds(6));
        var endpoint = await bus.Harness.Bus.GetSendEndpoint(WorkflowEndpoints.AddressOf(bus.Get<WorkflowEndpoints>().InstancesOf(typeof(InlineWorkflow<Order>))));
        await endpoint.Send(new TimerElapsed(instance.Id, timer), TestContext.Current.CancellationToken);
        await ShouldBecomeAsync(bus, WorkflowStatus.Completed);
        await ShouldHaveGoneOutOnceAsync(bus, "s-1");
    }

    [Fact]
    public async Task A_second_step_that_publishes_meanwhile_sends_only_its_own()
    {
        await using var bus = NewBus(flow =>
        {
            Ship(flow, "ask", "s-1");
            flow.WaitFor<OrderPaid>("answer").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            Ship(flow, "thank", "s-2");
        }, answers: true);

        await PublishAsync(bus, new OrderPlaced("o-1"));
        await Eventually.ShouldHoldAsync(() => bus.Get<SlowSends>().Waiting.Count == 2);
        (await SlowSends.InstanceAsync(bus))!.Execution.Outbox.Length.ShouldBe(2);
        await ShouldHaveGoneOutOnceAsync(bus, "s-1", "s-2");
    }

    [Fact]
    public async Task What_started_the_instance_and_is_delivered_again_leaves_it_to_whoever_sends_in_this_process()
    {
        await using var bus = NewBus(flow =>
        {
            Ship(flow, "ask", "s-1");
            flow.WaitFor<OrderPaid>("answer").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });

        await PublishAsync(bus, new OrderPlaced("o-1"));
        await Eventually.ShouldHoldAsync(() => bus.Get<SlowSends>().Waiting.Count == 1);

        // What was sent has arrived, and is perhaps not acknowledged yet: that is not to come again.
        await Redelivery.DeliverAsync(bus, bus.Get<Redelivery>().Unacknowledged.Where(message => !bus.Get<SlowSends>().Waiting.Contains(message.Id)).ToArray());
        await Eventually.ShouldHoldAsync(() => bus.Get<Redelivery>().Messages.GroupBy(message => message.Id).Any(same => same.Count() == 2 && same.Last().IsAcknowledged));
        await ShouldHaveGoneOutOnceAsync(bus, "s-1");
    }

    [Fact]
    public async Task An_event_that_meets_the_commit_of_another_process_does_not_send_what_that_one_sends()
    {
        await using var bus = NewBus(flow =>
        {
            Ship(flow, "ask", "s-1");
            flow.WaitFor<OrderPaid>("answer").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.WaitFor<OrderApproved>("approval");
        });
        var gateway = bus.Get<MortalGateway>();

        await PublishAsync(bus, new OrderPlaced("o-1"));
        await Eventually.ShouldHoldAsync(() => bus.Get<SlowSends>().Waiting.Count == 1);
        gateway.OvertakenAt = gateway.CommitCount + 1;
        await PublishAsync(bus, new OrderPaid("o-1"));
        await Eventually.ShouldBeAsync(async () => (await SlowSends.InstanceAsync(bus))?.CurrentToken?.Node, "approval");
        await ShouldHaveGoneOutOnceAsync(bus, "s-1");
    }

    /// <summary>Does not wait for the end of what the event brings about.</summary>
    private static async Task PublishAsync(TestBus bus, object @event)
    {
        await bus.Harness.EnsureStartedAsync();
        await bus.Harness.Bus.Publish(@event, TestContext.Current.CancellationToken);
    }

    private static void Ship(IWorkflowBuilder<Order> flow, string step, string shipment) => flow.Step(step, context =>
    {
        context.Publish(new OrderShipped(shipment));
        return Task.CompletedTask;
    });

    private static Task ShouldBecomeAsync(TestBus bus, WorkflowStatus status) =>
        Eventually.ShouldBeAsync(async () => (await SlowSends.InstanceAsync(bus))?.Status, status);

    private static async Task ShouldHaveGoneOutOnceAsync(TestBus bus, params string[] shipments)
    {
        bus.Get<SlowSends>().Answer();
        await bus.SettleAsync();
        bus.Get<SlowSends>().Waiting.Count.ShouldBe(shipments.Length);
        bus.Get<Received<OrderShipped>>().Messages.Select(received => received.Message.ShipmentId).ShouldBe(shipments, ignoreOrder: true);
        (await SlowSends.InstanceAsync(bus))!.Execution.Outbox.ShouldBeEmpty();
    }

    private static TestBus NewBus(Action<IWorkflowBuilder<Order>> define, bool answers = false) => new(
        flow =>
        {
            flow.StartedBy<OrderPlaced>(placed => new Order { OrderId = placed.OrderId });
            define(flow);
        },
        services: services =>
        {
            services.AddSingleton<Received<OrderShipped>>();
            SlowSends.Add(services);
            Redelivery.Add(services);
        },
        messaging: bus =>
        {
            bus.AddConsumer<NotingConsumer<OrderShipped>>();
            if (answers)
                bus.AddConsumer<AnsweringConsumer>();
        },
        replacements: MortalGateway.Add);

    private sealed class AnsweringConsumer : IConsumer<OrderShipped>
    {
        public Task Consume(ConsumeContext<OrderShipped> context) =>
            context.Message.ShipmentId == "s-1" ? context.Publish(new OrderPaid("o-1")) : Task.CompletedTask;
    }
}
