using MassTransit;

namespace Workflows.Tests.Timers;

public class ScheduledRedeliveryTests
{
    private static readonly TimeSpan _delay = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_message_that_failed_is_delivered_again_after_the_delay()
    {
        await using var bus = await SchedulerBus.StartAsync(
            registration => registration.AddConsumer<ChargeConsumer>(),
            (_, memory) => memory.UseScheduledRedelivery(redelivery => redelivery.Intervals(_delay)));
        await bus.Harness.Bus.Publish(new Charge("o-1"), TestContext.Current.CancellationToken);
        var first = await bus.ConsumedAsync<Charge>();

        (await bus.AdvanceAsync(_delay - TimeSpan.FromSeconds(30))).ShouldBe(0);
        (await bus.AdvanceAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);
        var charged = await bus.Harness.Published.SelectAsync<Charged>(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);

        charged.Context.Message.ShouldBe(new Charged("o-1", RedeliveryCount: 1));
        charged.Context.ConversationId.ShouldBe(first.ConversationId);
    }

    [Fact]
    public async Task A_consumer_puts_a_message_off_by_itself()
    {
        await using var bus = await SchedulerBus.StartAsync(registration => registration.AddConsumer<ShyConsumer>());
        await bus.Harness.Bus.Publish(new Charge("o-1"), TestContext.Current.CancellationToken);
        await bus.ConsumedAsync<Charge>();

        (await bus.AdvanceAsync(_delay + TimeSpan.FromSeconds(30))).ShouldBe(1);
        var charged = await bus.Harness.Published.SelectAsync<Charged>(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);

        charged.Context.Message.RedeliveryCount.ShouldBe(1);
    }

    public sealed record Charge(string OrderId);

    public sealed record Charged(string OrderId, int RedeliveryCount);

    public sealed class ChargeConsumer : IConsumer<Charge>
    {
        public Task Consume(ConsumeContext<Charge> context) => context.GetRedeliveryCount() == 0
            ? throw new InvalidOperationException("The card service is away.")
            : context.Publish(new Charged(context.Message.OrderId, context.GetRedeliveryCount()));
    }

    public sealed class ShyConsumer : IConsumer<Charge>
    {
        public Task Consume(ConsumeContext<Charge> context) => context.GetRedeliveryCount() == 0
            ? context.Redeliver(_delay)
            : context.Publish(new Charged(context.Message.OrderId, context.GetRedeliveryCount()));
    }
}
