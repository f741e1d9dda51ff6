using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Acceptance;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

public sealed class AlarmWatchTests : IDisposable
{
    private readonly ManualClock _time = new();
    private readonly TickingAlarm _alarm = new();
    private readonly CapturedLog _log = new();
    private readonly EndpointReadiness _readiness = new();
    private readonly LoggerFactory _loggers;
    private readonly AlarmWatch _watch;

    public AlarmWatchTests()
    {
        _loggers = new LoggerFactory([_log]);
        _watch = new AlarmWatch(_alarm, _readiness, new DurableWorkflowOptions(), _time, _loggers.CreateLogger<AlarmWatch>());
    }

    [Fact]
    public async Task An_alarm_that_stands_still_in_all_processes_is_made_anew_once_and_that_is_said()
    {
        await StartAsync();
        _alarm.Tick = "stuck";

        await LookAsync(3);
        _alarm.RepairedFrom.ShouldBeEmpty("It has stood still for a minute.");
        await LookAsync(1);

        await Eventually.ShouldHoldAsync(() => _log.Lines.Count > 0);
        _alarm.RepairedFrom.ShouldBe(["stuck"]);
        _log.Lines.ShouldHaveSingleItem().EventId.ShouldBe(1208);
        await LookAsync(3);
        _alarm.RepairedFrom.ShouldBe(["stuck"]);
    }

    [Fact]
    public async Task One_that_ticks_is_left_alone_and_so_is_one_that_another_process_has_made_anew()
    {
        await StartAsync();
        for (var count = 0; count < 10; count++)
        {
            _alarm.Tick = $"tick {count / 3}";
            await LookAsync(1);
        }

        _alarm.RepairedFrom.ShouldBeEmpty();
        _alarm.IsRepairedElsewhere = true;
        await LookAsync(6);
        _alarm.RepairedFrom.ShouldBe(["tick 3"]);
        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_is_away_is_nothing_that_could_be_repaired()
    {
        await StartAsync();
        _alarm.Tick = "stuck";
        for (var count = 0; count < 10; count++)
        {
            _alarm.Failure = count % 3 == 2 ? new InvalidOperationException("The database is away.") : null;
            await LookAsync(1);
        }

        _alarm.RepairedFrom.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_in_the_memory_of_this_process_is_not_watched()
    {
        await StartAsync();
        _alarm.Tick = null;

        await LookAsync(10);

        _alarm.RepairedFrom.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _watch.Dispose();
        _loggers.Dispose();
    }

    private async Task StartAsync()
    {
        await _watch.StartAsync(CancellationToken.None);
        await _readiness.PostStart(null!, Task.FromResult<BusReady>(null!));
        await LookedAsync(1);
    }

    private async Task LookAsync(int times)
    {
        for (var count = 0; count < times; count++)
        {
            var looked = _alarm.ReadCount;
            _time.Advance(AlarmWatch.Interval);
            await LookedAsync(looked + 1);
        }
    }

    private Task LookedAsync(int count) => Eventually.ShouldHoldAsync(() => _alarm.ReadCount >= count);

    private sealed class TickingAlarm : IDurableAlarm
    {
        private volatile int _readCount;

        public volatile string? Tick = "first";

        public volatile Exception? Failure;

        public bool IsRepairedElsewhere { get; set; }

        public List<string> RepairedFrom { get; } = [];

        public int ReadCount => _readCount;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<DateTimeOffset> SetAsync(DateTimeOffset at, CancellationToken cancellationToken) => Task.FromResult(at);

        public Task<string?> ReadTickAsync(CancellationToken cancellationToken)
        {
            _readCount++;
            return Failure is { } failure ? Task.FromException<string?>(failure) : Task.FromResult(Tick);
        }

        public Task<bool> RepairAsync(string tick, CancellationToken cancellationToken)
        {
            RepairedFrom.Add(tick);
            return Task.FromResult(!IsRepairedElsewhere);
        }

        public Task StopAsync() => Task.CompletedTask;
    }
}
