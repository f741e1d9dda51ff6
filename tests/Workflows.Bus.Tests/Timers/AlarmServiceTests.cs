using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

public sealed class AlarmServiceTests : IDisposable
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly ManualClock _time = new();
    private readonly FakeAlarm _alarm = new();
    private readonly EndpointReadiness _readiness = new();
    private readonly AlarmPlan _plan;
    private readonly AlarmService _service;

    public AlarmServiceTests()
    {
        _plan = new AlarmPlan(_time);
        _service = new AlarmService(_alarm, _plan, _readiness, _time, NullLogger<AlarmService>.Instance);
    }

    [Fact]
    public async Task It_waits_for_the_bus()
    {
        await _service.StartAsync(CancellationToken.None);
        _alarm.Calls.TryRead(out _).ShouldBeFalse();

        await BusStartsAsync();
        (await CallAsync()).ShouldBe("start");
        await _service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task It_sets_an_alarm_at_the_start_for_what_fell_due_before()
    {
        await StartAsync();

        (await CallAsync()).ShouldBe(SetAt(_time.GetUtcNow() + AlarmPlan.Lead));
        await _service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task It_tries_to_start_until_the_database_is_there()
    {
        _alarm.Fail = true;
        await StartAsync();
        await PassAsync(TimeSpan.FromMilliseconds(500));
        (await CallAsync()).ShouldBe("start");
        _alarm.Fail = false;
        await PassAsync(TimeSpan.FromSeconds(1));

        (await CallAsync()).ShouldBe("start");
        (await CallAsync()).ShouldStartWith("set");
        await _service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task An_alarm_that_could_not_be_set_is_set_later_for_the_time_that_is_earliest_then()
    {
        await StartAndSettleAsync();
        _alarm.Fail = true;
        _plan.Want(_time.GetUtcNow() + _minute * 2);
        await CallAsync();
        _plan.Want(_time.GetUtcNow() + _minute);
        _alarm.Fail = false;
        var expected = SetAt(_time.GetUtcNow() + _minute);
        await PassAsync(TimeSpan.FromMilliseconds(500));

        (await CallAsync()).ShouldBe(expected);
        await _service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Many_timers_cost_one_call_a_second()
    {
        await StartAndSettleAsync();
        _plan.Want(_time.GetUtcNow() + _minute * 100);
        (await CallAsync()).ShouldStartWith("set");
        for (var count = 99; count > 1; count--)
            _plan.Want(_time.GetUtcNow() + _minute * count);

        _alarm.Calls.TryRead(out _).ShouldBeFalse();
        var expected = SetAt(_time.GetUtcNow() + _minute * 2);
        await PassAsync(TimeSpan.FromSeconds(1));

        (await CallAsync()).ShouldBe(expected);
        _alarm.Calls.TryRead(out _).ShouldBeFalse();
        await _service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task It_stops_the_alarm_with_the_process()
    {
        await StartAndSettleAsync();

        await _service.StopAsync(CancellationToken.None);

        (await CallAsync()).ShouldBe("stop");
    }

    [Fact]
    public async Task What_was_set_since_the_last_call_is_left_to_the_other_processes()
    {
        await StartAndSettleAsync();
        _plan.Want(_time.GetUtcNow() + _minute * 2);
        await CallAsync();
        _plan.Want(_time.GetUtcNow() + _minute);

        await _service.StopAsync(CancellationToken.None);

        (await CallAsync()).ShouldBe(SetAt(_time.GetUtcNow() + _minute));
        (await CallAsync()).ShouldBe("stop");
    }

    [Fact]
    public async Task What_fails_because_of_the_stop_is_no_failure_of_the_service()
    {
        _alarm.FailWhenCanceled = true;
        await StartAsync();

        await _service.StopAsync(CancellationToken.None);

        await _service.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);
        (await CallAsync()).ShouldBe("stop");
    }

    public void Dispose() => _service.Dispose();

    private async Task StartAsync()
    {
        await _service.StartAsync(CancellationToken.None);
        await BusStartsAsync();
        (await CallAsync()).ShouldBe("start");
    }

    /// <summary>Started, and the alarm of the start has gone off.</summary>
    private async Task StartAndSettleAsync()
    {
        await StartAsync();
        (await CallAsync()).ShouldStartWith("set");
        await PassAsync(TimeSpan.FromSeconds(10));
    }

    private Task BusStartsAsync() => _readiness.PostStart(null!, Task.FromResult<BusReady>(null!));

    private async Task<string> CallAsync() =>
        await _alarm.Calls.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets time pass once the service waits for it to.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        await Eventually.ShouldHoldAsync(() => _time.NextDueAt is not null);
        _time.Advance(time);
    }

    private static string SetAt(DateTimeOffset at) => $"set {at:O}";

    private sealed class FakeAlarm : IDurableAlarm
    {
        private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Calls => _calls.Reader;

        public volatile bool Fail;

        public bool FailWhenCanceled { get; set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Note("start");
            return FailWhenCanceled ? FailLaterAsync(cancellationToken) : Task.CompletedTask;
        }

        public Task<DateTimeOffset> SetAsync(DateTimeOffset at, CancellationToken cancellationToken)
        {
            Note(SetAt(at));
            return Task.FromResult(at);
        }

        public Task<string?> ReadTickAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<bool> RepairAsync(string tick, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task StopAsync()
        {
            _calls.Writer.TryWrite("stop");
            return Task.CompletedTask;
        }

        /// <summary>As Quartz does: in its own words.</summary>
        private static async Task FailLaterAsync(CancellationToken cancellationToken)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException exception)
            {
                throw new InvalidOperationException("Couldn't commit ADO.NET transaction.", exception);
            }
        }

        private void Note(string call)
        {
            _calls.Writer.TryWrite(call);
            if (Fail)
                throw new InvalidOperationException("The database is away.");
        }
    }
}
