using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Persistence.Postgres;
using Workflows.Tests.Acceptance;
using Workflows.Timers;

namespace Workflows.IntegrationTests.Timers;

/// <summary>
/// What a process has: a bus of its own, in memory, and timers that it shares with others through the database. Messages that it schedules come to the
/// consumer of whichever node the alarm goes off in.
/// </summary>
internal sealed class AlarmNode : IAsyncDisposable
{
    private static readonly Uri _inbox = new("queue:inbox");

    private readonly IHost _host;
    private readonly string _name = $"node_{Guid.NewGuid():N}";

    private AlarmNode(string connectionString, string schema, ConcurrentQueue<Arrival> arrivals, TimeSpan sweepInterval, bool isBehindPooler)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = _name };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(Log);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddDurableWorkflows(workflows => workflows
                .UsePostgres(connection.ConnectionString, store => (store.Schema, store.BehindTransactionPooler) = (schema, isBehindPooler))
                .Configure(options => options.SweepInterval = sweepInterval));
            bus.UsingInMemory((_, memory) => memory.ReceiveEndpoint("inbox", endpoint =>
                endpoint.Handler<Ring>(context =>
                {
                    arrivals.Enqueue(new Arrival(_name, context.Message.Number, TimeProvider.System.GetUtcNow() - context.Message.DueAt));
                    return Task.CompletedTask;
                })));
        });
        _host = builder.Build();
    }

    public static async Task<AlarmNode> StartAsync(string connectionString, string schema, ConcurrentQueue<Arrival> arrivals, TimeSpan? sweepInterval = null, bool isBehindPooler = false)
    {
        // Without a tick that would make up for a lost alarm.
        var node = new AlarmNode(connectionString, schema, arrivals, sweepInterval ?? TimeSpan.FromHours(1), isBehindPooler);
        await node._host.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    public string Name => _name;

    public CapturedLog Log { get; } = new();

    public async Task<Guid> ScheduleAsync(int number, TimeSpan delay)
    {
        var timers = _host.Services.GetRequiredService<MessageTimers>();
        var provider = new TimerScheduleProvider(_host.Services.GetRequiredService<IBus>(), timers);
        var dueAt = TimeProvider.System.GetUtcNow() + delay;
        var scheduled = await provider.ScheduleSend(_inbox, dueAt.UtcDateTime, new Ring(number, dueAt), Pipe.Empty<SendContext<Ring>>(), TestContext.Current.CancellationToken);
        return scheduled.TokenId;
    }

    public IDurableAlarm Alarm => _host.Services.GetRequiredService<IDurableAlarm>();

    public Task<DateTimeOffset> SetAlarmAsync(DateTimeOffset at, CancellationToken stopping) => Alarm.SetAsync(at, stopping);

    /// <summary>It is gone for the database and for the other nodes, without a word of farewell.</summary>
    public async Task KillAsync()
    {
        await _host.Services.GetRequiredService<StoreDataSource>().DisposeAsync();
        await Persistence.TestSchema.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{_name}'");
    }

    public Task StopAsync() => _host.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }
}

/// <summary>The message that is scheduled.</summary>
public sealed record Ring(int Number, DateTimeOffset DueAt);

/// <summary>Where and how late a message came.</summary>
public sealed record Arrival(string Node, int Number, TimeSpan Lag);
