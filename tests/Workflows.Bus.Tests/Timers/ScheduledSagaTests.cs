using MassTransit;

namespace Workflows.Tests.Timers;

public class ScheduledSagaTests
{
    private static readonly TimeSpan _rest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_timeout_that_a_saga_schedules_reaches_it()
    {
        await using var bus = await StartAsync();
        var id = await OpenAsync(bus);

        (await bus.AdvanceAsync(BasketMachine.Patience - _rest)).ShouldBe(0);
        (await bus.AdvanceAsync(_rest * 2)).ShouldBe(1);

        (await AbandonedAsync(bus)).ShouldBe(id);
    }

    [Fact]
    public async Task A_timeout_that_a_saga_unschedules_does_not_come()
    {
        await using var bus = await StartAsync();
        var id = await OpenAsync(bus);
        await bus.Harness.Bus.Publish(new BasketPaid(id), TestContext.Current.CancellationToken);
        await bus.ConsumedAsync<BasketPaid>();

        (await bus.AdvanceAsync(BasketMachine.Patience + _rest)).ShouldBe(0);
    }

    [Fact]
    public async Task A_timeout_that_a_saga_schedules_again_comes_once_at_the_later_time()
    {
        await using var bus = await StartAsync();
        var id = await OpenAsync(bus);
        (await bus.AdvanceAsync(BasketMachine.Patience / 2)).ShouldBe(0);
        await bus.Harness.Bus.Publish(new ItemAdded(id), TestContext.Current.CancellationToken);
        await bus.ConsumedAsync<ItemAdded>();

        (await bus.AdvanceAsync(BasketMachine.Patience - _rest)).ShouldBe(0);
        (await bus.AdvanceAsync(_rest * 2)).ShouldBe(1);

        (await AbandonedAsync(bus)).ShouldBe(id);
    }

    private static Task<SchedulerBus> StartAsync() =>
        SchedulerBus.StartAsync(bus => bus.AddSagaStateMachine<BasketMachine, Basket>().InMemoryRepository());

    private static async Task<Guid> OpenAsync(SchedulerBus bus)
    {
        var id = NewId.NextGuid();
        await bus.Harness.Bus.Publish(new BasketOpened(id), TestContext.Current.CancellationToken);
        await bus.ConsumedAsync<BasketOpened>();
        return id;
    }

    private static async Task<Guid> AbandonedAsync(SchedulerBus bus) =>
        (await bus.Harness.Published.SelectAsync<BasketAbandoned>(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken)).Context.Message.BasketId;

    public sealed record BasketOpened(Guid BasketId);

    public sealed record ItemAdded(Guid BasketId);

    public sealed record BasketPaid(Guid BasketId);

    public sealed record BasketExpired(Guid BasketId);

    public sealed record BasketAbandoned(Guid BasketId);

    public sealed class Basket : SagaStateMachineInstance
    {
        public Guid CorrelationId { get; set; }

        public string? CurrentState { get; set; }

        public Guid? ExpiryToken { get; set; }
    }

    public sealed class BasketMachine : MassTransitStateMachine<Basket>
    {
        public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

        public BasketMachine()
        {
            InstanceState(basket => basket.CurrentState);
            Event(() => Opened, correlation => correlation.CorrelateById(context => context.Message.BasketId));
            Event(() => Added, correlation => correlation.CorrelateById(context => context.Message.BasketId));
            Event(() => Paid, correlation => correlation.CorrelateById(context => context.Message.BasketId));
            Schedule(() => Expiry, basket => basket.ExpiryToken, schedule =>
            {
                schedule.Delay = Patience;
                schedule.Received = received => received.CorrelateById(context => context.Message.BasketId);
            });
            Initially(When(Opened).Schedule(Expiry, context => new BasketExpired(context.Saga.CorrelationId)).TransitionTo(Open));
            During(
                Open,
                When(Added).Schedule(Expiry, context => new BasketExpired(context.Saga.CorrelationId)),
                When(Paid).Unschedule(Expiry),
                When(Expiry!.Received).Publish(context => new BasketAbandoned(context.Saga.CorrelationId)));
        }

        public State Open { get; private set; } = null!;

        public Event<BasketOpened> Opened { get; private set; } = null!;

        public Event<ItemAdded> Added { get; private set; } = null!;

        public Event<BasketPaid> Paid { get; private set; } = null!;

        public Schedule<Basket, BasketExpired> Expiry { get; private set; } = null!;
    }
}
