using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.IntegrationTests.Persistence;

namespace Workflows.IntegrationTests.Timers;

public sealed class When_messages_are_scheduled_through_RabbitMQ : IAsyncLifetime
{
    private static readonly TimeSpan _delay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly TestSchema _schema = new();
    private readonly string _queue = $"scheduled-{Guid.NewGuid():N}";
    private readonly Channel<ConsumeContext<Reminder>> _reminders = Channel.CreateUnbounded<ConsumeContext<Reminder>>();
    private IHost? _host;

    public async ValueTask InitializeAsync()
    {
        await _schema.InitializeAsync();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddDurableWorkflows(workflows => workflows.UsePostgres(Services.PostgresConnectionString, store => store.Schema = _schema.Name));
            bus.AddWorkflowMessageScheduler();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(Services.RabbitMqUri);
                rabbit.UseWorkflowMessageScheduler(context);
                rabbit.ReceiveEndpoint(_queue, endpoint =>
                {
                    endpoint.SetQuorumQueue();
                    endpoint.QueueExpiration = _patience;
                    endpoint.Handler<Signup>(ScheduleAsync);
                    endpoint.Handler<Reminder>(TakeAsync);
                });
            });
        });
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task They_come_once_with_what_was_set_on_them()
    {
        var bus = _host!.Services.GetRequiredService<IBus>();
        await bus.Publish(new Signup("u-1"), TestContext.Current.CancellationToken);
        var reminder = await ReminderAsync();

        reminder.Message.UserId.ShouldBe("u-1");
        reminder.CorrelationId.ShouldBe(Signup.CorrelationId);
        reminder.Headers.Get<int>("number").ShouldBe(7);
        reminder.ReceiveContext.TransportHeaders.Get<int>("number").ShouldBe(7);
        TimeProvider.System.GetUtcNow().ShouldBeGreaterThanOrEqualTo(reminder.Message.DueAt);
        await AlarmScenario.UntilAsync(async () => (await TestSchema.ReadAsync($"SELECT count(*) FROM {_schema.Name}.timers"))[0] == "0");
        _reminders.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task They_are_published_through_the_exchange_of_their_type()
    {
        await using var scope = _host!.Services.CreateAsyncScope();
        var scheduler = scope.ServiceProvider.GetRequiredService<IMessageScheduler>();
        var dueAt = TimeProvider.System.GetUtcNow() + _delay;
        await scheduler.SchedulePublish(dueAt.UtcDateTime, new Reminder("u-2", dueAt), TestContext.Current.CancellationToken);

        (await ReminderAsync()).Message.UserId.ShouldBe("u-2");
    }

    [Fact]
    public async Task They_are_delivered_again_where_the_consumer_puts_them_off()
    {
        var bus = _host!.Services.GetRequiredService<IBus>();
        await bus.Publish(new Reminder(Reminder.Shy, TimeProvider.System.GetUtcNow()), TestContext.Current.CancellationToken);

        (await ReminderAsync()).GetRedeliveryCount().ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }

        await _schema.DisposeAsync();
    }

    private async Task<ConsumeContext<Reminder>> ReminderAsync() =>
        await _reminders.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(_patience, TestContext.Current.CancellationToken);

    private async Task TakeAsync(ConsumeContext<Reminder> context)
    {
        if (context.Message.UserId == Reminder.Shy && context.GetRedeliveryCount() == 0)
            await context.Redeliver(_delay);
        else
            await _reminders.Writer.WriteAsync(context);
    }

    private static Task ScheduleAsync(ConsumeContext<Signup> context) =>
        context.ScheduleSend(_delay, new Reminder(context.Message.UserId, TimeProvider.System.GetUtcNow() + _delay), Pipe.Execute<SendContext<Reminder>>(send =>
        {
            send.CorrelationId = Signup.CorrelationId;
            send.Headers.Set("number", 7);
        }));

    public sealed record Signup(string UserId)
    {
        public static readonly Guid CorrelationId = NewId.NextGuid();
    }

    public sealed record Reminder(string UserId, DateTimeOffset DueAt)
    {
        public const string Shy = "shy";
    }
}
