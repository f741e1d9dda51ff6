using Workflows.Timers;

namespace Workflows.Tests.Timers;

public class AlarmRoundTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly TimerBench _bench = new();
    private readonly ManualAlarm _alarm = new();
    private readonly AlarmRound _round;

    public AlarmRoundTests() => _round = new AlarmRound(_bench.Dispatcher, _bench.Store, _alarm, _bench.Time);

    [Fact]
    public async Task Without_timers_it_ends_and_sets_no_alarm()
    {
        await RunAsync();

        _alarm.DueAt.ShouldBeNull();
    }

    [Fact]
    public async Task It_sends_what_is_due_and_sets_the_alarm_for_the_next()
    {
        await _bench.ScheduleAsync(-_second);
        await _bench.ScheduleAsync(_second * 90);
        await _bench.ScheduleAsync(_second * 60);

        await RunAsync();

        _bench.Transport.Sent.Count.ShouldBe(1);
        _alarm.DueAt.ShouldBe(_bench.Time.GetUtcNow() + _second * 60);
    }

    [Fact]
    public async Task It_stays_for_what_is_due_within_seconds()
    {
        var first = await _bench.ScheduleAsync(_second);
        var second = await _bench.ScheduleAsync(_second * 2.5);

        var round = RunAsync();
        round.IsCompleted.ShouldBeFalse();
        _bench.Transport.Sent.ShouldBeEmpty();
        await UntilAsync(_second, () => _bench.Transport.Sent.SequenceEqual([first]));
        await UntilAsync(_second * 1.5, () => _bench.Transport.Sent.SequenceEqual([first, second]));
        await round;

        _alarm.DueAt.ShouldBeNull();
    }

    [Fact]
    public async Task It_takes_what_others_set_meanwhile()
    {
        await _bench.ScheduleAsync(_second);
        var round = RunAsync();
        var meanwhile = await _bench.ScheduleAsync(_second * 10);

        await UntilAsync(_second, () => _alarm.DueAt is not null);
        await round;

        _bench.Transport.Sent.ShouldNotContain(meanwhile);
        _alarm.DueAt.ShouldBe(_bench.Time.GetUtcNow() + _second * 9);
    }

    [Fact]
    public async Task It_sets_the_alarm_for_what_could_not_be_sent()
    {
        await _bench.ScheduleAsync(-_second);
        _bench.Transport.OnSend = (_, _) => Task.FromException(new InvalidOperationException("broker away"));

        await RunAsync();

        _alarm.DueAt.ShouldNotBeNull().ShouldBeGreaterThan(_bench.Time.GetUtcNow());
    }

    [Fact]
    public async Task It_ends_when_the_process_stops()
    {
        await _bench.ScheduleAsync(_second);
        using var stopping = new CancellationTokenSource();
        var round = _round.RunAsync(stopping.Token);

        await stopping.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => round);
    }

    private Task RunAsync() => _round.RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets time pass, and what falls due in it happen.</summary>
    private async Task UntilAsync(TimeSpan time, Func<bool> condition)
    {
        _bench.Time.Advance(time);
        await Eventually.ShouldHoldAsync(condition);
    }
}
