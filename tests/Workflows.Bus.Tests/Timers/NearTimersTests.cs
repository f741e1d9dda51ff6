using Workflows.Testing;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

public sealed class NearTimersTests : IDisposable
{
    private static readonly TimeSpan _delay = TimeSpan.FromMilliseconds(100);

    private readonly ManualClock _time = new();
    private readonly NearTimers _near;

    public NearTimersTests() => _near = new NearTimers(_time);

    [Fact]
    public async Task It_wakes_up_when_the_timer_is_due_and_not_before()
    {
        _near.Add(_time.GetUtcNow() + _delay);
        var woken = _near.WaitAsync(TestContext.Current.CancellationToken);

        _time.Advance(_delay - TimeSpan.FromMilliseconds(1));
        woken.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await woken;
    }

    [Fact]
    public async Task It_wakes_up_for_the_earliest_first_and_for_each_in_turn()
    {
        _near.Add(_time.GetUtcNow() + _delay * 2);
        _near.Add(_time.GetUtcNow() + _delay);

        var first = _near.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(_delay);
        await first;
        var second = _near.WaitAsync(TestContext.Current.CancellationToken);
        second.IsCompleted.ShouldBeFalse();
        _time.Advance(_delay);
        await second;
    }

    [Fact]
    public async Task Timers_of_the_same_hundredth_of_a_second_wake_it_up_once_when_all_are_due()
    {
        var start = _time.GetUtcNow();
        _near.Add(start + TimeSpan.FromMilliseconds(91));
        _near.Add(start + TimeSpan.FromMilliseconds(99));
        var woken = _near.WaitAsync(TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMilliseconds(99));
        woken.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await woken;
        _near.WaitAsync(TestContext.Current.CancellationToken).IsCompleted.ShouldBeFalse();
        _time.NextDueAt.ShouldBeNull();
    }

    [Fact]
    public async Task It_wakes_up_at_once_for_what_is_overdue()
    {
        _near.Add(_time.GetUtcNow() - TimeSpan.FromDays(1));

        _time.Advance(TimeSpan.FromMilliseconds(10));
        await _near.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void It_leaves_what_is_far_away_to_the_alarm()
    {
        _near.Add(_time.GetUtcNow() + TimeSpan.FromMinutes(1));

        _time.NextDueAt.ShouldBeNull();
    }

    public void Dispose() => _near.Dispose();
}
