using MassTransit;

namespace Workflows.Tests.Timers;

public class ScheduledMessageTests
{
    private static readonly TimeSpan _delay = TimeSpan.FromHours(1);
    private static readonly TimeSpan _almost = _delay - TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _rest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_message_that_a_consumer_schedules_is_sent_once_when_it_is_due()
    {
        await using var bus = await StartAsync();
        await bus.Harness.Bus.Publish(new Signup("u-1"), TestContext.Current.CancellationToken);
        var signup = await bus.ConsumedAsync<Signup>();

        (await bus.AdvanceAsync(_almost)).ShouldBe(0);
        (await bus.AdvanceAsync(_rest)).ShouldBe(1);
        var reminder = await bus.ConsumedAsync<Reminder>();

        reminder.Message.ShouldBe(new Reminder("u-1"));
        (await bus.AdvanceAsync(_delay)).ShouldBe(0);
        reminder.ConversationId.ShouldBe(signup.ConversationId);
        reminder.SourceAddress.ShouldBe(signup.ReceiveContext.InputAddress);
    }

    [Fact]
    public async Task What_the_sender_set_on_a_message_is_kept()
    {
        await using var bus = await StartAsync();
        await bus.Harness.Bus.Publish(new Signup("u-1"), TestContext.Current.CancellationToken);
        await bus.ConsumedAsync<Signup>();

        await bus.AdvanceAsync(_delay + _rest);
        var reminder = await bus.ConsumedAsync<Reminder>();

        reminder.MessageId.ShouldBe(SignupConsumer.MessageId);
        reminder.CorrelationId.ShouldBe(SignupConsumer.CorrelationId);
        reminder.RequestId.ShouldBe(SignupConsumer.RequestId);
        reminder.ResponseAddress.ShouldBe(SignupConsumer.ResponseAddress);
        reminder.FaultAddress.ShouldBe(SignupConsumer.FaultAddress);
        reminder.Headers.Get<string>("text").ShouldBe("ä\u0000\"");
        reminder.Headers.Get<int>("number").ShouldBe(7);
        reminder.GetSchedulingTokenId().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_message_is_published_at_a_time()
    {
        await using var bus = await StartAsync();
        var at = DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().UtcDateTime + _delay, DateTimeKind.Unspecified);
        var scheduled = await bus.Scheduler.SchedulePublish(at, new Reminder("u-2"), TestContext.Current.CancellationToken);

        (await bus.AdvanceAsync(_almost)).ShouldBe(0);
        (await bus.AdvanceAsync(_rest)).ShouldBe(1);
        var reminder = await bus.ConsumedAsync<Reminder>();

        reminder.Message.ShouldBe(new Reminder("u-2"));
        reminder.GetSchedulingTokenId().ShouldBe(scheduled.TokenId);
    }

    [Fact]
    public async Task A_time_of_the_local_zone_is_understood()
    {
        await using var bus = await StartAsync();
        var at = TimeProvider.System.GetLocalNow().LocalDateTime + _delay;
        at.Kind.ShouldBe(DateTimeKind.Local);
        await bus.Scheduler.SchedulePublish(at, new Reminder("u-2"), TestContext.Current.CancellationToken);

        (await bus.AdvanceAsync(_almost)).ShouldBe(0);
        (await bus.AdvanceAsync(_rest)).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_for_the_past_is_sent_at_once()
    {
        await using var bus = await StartAsync();
        await bus.Scheduler.SchedulePublish(TimeProvider.System.GetUtcNow().UtcDateTime - _delay, new Reminder("u-2"), TestContext.Current.CancellationToken);

        (await bus.AdvanceAsync(TimeSpan.Zero)).ShouldBe(1);
        await bus.ConsumedAsync<Reminder>();
    }

    [Fact]
    public async Task A_canceled_message_is_not_sent()
    {
        await using var bus = await StartAsync();
        var at = TimeProvider.System.GetUtcNow().UtcDateTime + _delay;
        var scheduled = await bus.Scheduler.SchedulePublish(at, new Reminder("u-2"), TestContext.Current.CancellationToken);
        await bus.Scheduler.CancelScheduledPublish<Reminder>(scheduled.TokenId, TestContext.Current.CancellationToken);

        (await bus.AdvanceAsync(_delay + _rest)).ShouldBe(0);
    }

    [Fact]
    public async Task Canceling_what_has_been_sent_does_nothing()
    {
        await using var bus = await StartAsync();
        var scheduled = await bus.Scheduler.SchedulePublish(TimeProvider.System.GetUtcNow().UtcDateTime, new Reminder("u-2"), TestContext.Current.CancellationToken);
        (await bus.AdvanceAsync(_rest)).ShouldBe(1);

        await bus.Scheduler.CancelScheduledPublish<Reminder>(scheduled.TokenId, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_raw_message_keeps_its_headers()
    {
        await using var bus = await StartAsync((_, memory) => memory.UseRawJsonSerializer(isDefault: true));
        await bus.Harness.Bus.Publish(new Signup("u-1"), TestContext.Current.CancellationToken);
        await bus.ConsumedAsync<Signup>();

        await bus.AdvanceAsync(_delay + _rest);
        var reminder = await bus.ConsumedAsync<Reminder>();

        reminder.Message.ShouldBe(new Reminder("u-1"));
        reminder.MessageId.ShouldBe(SignupConsumer.MessageId);
        reminder.Headers.Get<int>("number").ShouldBe(7);
    }

    private static Task<SchedulerBus> StartAsync(Action<IBusRegistrationContext, IInMemoryBusFactoryConfigurator>? configure = null) =>
        SchedulerBus.StartAsync(
            bus =>
            {
                bus.AddConsumer<SignupConsumer>();
                bus.AddConsumer<ReminderConsumer>();
            },
            configure);

    public sealed record Signup(string UserId);

    public sealed record Reminder(string UserId);

    public sealed class SignupConsumer : IConsumer<Signup>
    {
        public static readonly Guid MessageId = NewId.NextGuid();
        public static readonly Guid CorrelationId = NewId.NextGuid();
        public static readonly Guid RequestId = NewId.NextGuid();
        public static readonly Uri ResponseAddress = new("loopback://localhost/responses");
        public static readonly Uri FaultAddress = new("loopback://localhost/faults");

        public Task Consume(ConsumeContext<Signup> context) =>
            context.ScheduleSend(new Uri("queue:Reminder"), _delay, new Reminder(context.Message.UserId), Pipe.Execute<SendContext<Reminder>>(send =>
            {
                send.MessageId = MessageId;
                send.CorrelationId = CorrelationId;
                send.RequestId = RequestId;
                send.ResponseAddress = ResponseAddress;
                send.FaultAddress = FaultAddress;
                send.Headers.Set("text", "ä\u0000\"");
                send.Headers.Set("number", 7);
            }));
    }

    public sealed class ReminderConsumer : IConsumer<Reminder>
    {
        public Task Consume(ConsumeContext<Reminder> context) => Task.CompletedTask;
    }
}
