using Workflows.Testing;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

public sealed class AlarmPlanTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly ManualClock _time = new();
    private readonly AlarmPlan _plan;

    public AlarmPlanTests() => _plan = new AlarmPlan(_time);

    [Fact]
    public void The_first_timer_sets_the_alarm()
    {
        _plan.Want(In(_minute));

        _plan.Next().ShouldBe(In(_minute));
    }

    [Fact]
    public void A_later_timer_needs_no_alarm_of_its_own()
    {
        SetFor(_minute);
        _plan.Want(In(_minute));
        _plan.Want(In(_minute * 2));

        _plan.Next().ShouldBeNull();
        _plan.WaitAsync(CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void An_earlier_timer_moves_the_alarm()
    {
        SetFor(_minute * 2);
        _plan.Want(In(_minute));

        _plan.Next().ShouldBe(In(_minute));
    }

    [Fact]
    public void Timers_that_come_before_the_alarm_is_set_share_one_call()
    {
        _plan.Want(In(_minute * 3));
        _plan.Want(In(_minute));
        _plan.Want(In(_minute * 2));

        _plan.WaitAsync(CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _plan.Next().ShouldBe(In(_minute));
        _plan.Set(In(_minute));
        _plan.Next().ShouldBeNull();
        _plan.WaitAsync(CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void An_earlier_timer_that_comes_while_the_alarm_is_being_set_is_not_forgotten()
    {
        _plan.Want(In(_minute * 2));
        var asked = _plan.Next().ShouldNotBeNull();
        _plan.Want(In(_minute));
        _plan.Set(asked);

        _plan.Next().ShouldBe(In(_minute));
    }

    [Fact]
    public void An_alarm_that_has_gone_off_covers_nothing()
    {
        SetFor(_minute);
        _time.Advance(_minute);
        _plan.Want(In(_minute));

        _plan.Next().ShouldBe(In(_minute));
    }

    [Fact]
    public void An_alarm_that_may_have_gone_off_by_the_clock_of_another_process_covers_nothing()
    {
        SetFor(_minute);
        _time.Advance(_minute - TimeSpan.FromSeconds(0.5));
        _plan.Want(In(_minute));

        _plan.Next().ShouldBe(In(_minute));
    }

    [Fact]
    public void A_timer_that_is_nearly_due_gets_an_alarm_that_stands_in_for_this_process()
    {
        _plan.Want(In(TimeSpan.FromMilliseconds(20)));

        _plan.Next().ShouldBe(In(AlarmPlan.Lead));
    }

    [Fact]
    public void A_burst_of_timers_that_are_nearly_due_sets_one_alarm()
    {
        SetFor(TimeSpan.Zero);
        for (var count = 0; count < 90; count++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            _plan.Want(In(TimeSpan.FromMilliseconds(20)));
        }

        _plan.Next().ShouldBeNull();
    }

    [Fact]
    public void A_time_that_passed_before_the_alarm_could_be_set_is_not_one_that_has_gone_off()
    {
        _plan.Want(In(_minute));
        _plan.Next().ShouldNotBeNull();
        _time.Advance(_minute * 60);

        var asked = _plan.Next().ShouldNotBeNull();
        asked.ShouldBe(In(AlarmPlan.Lead));
        _plan.Set(asked);
        _plan.Next().ShouldBeNull();
    }

    [Fact]
    public void A_timer_at_the_end_of_time_gets_an_alarm_that_a_scheduler_can_be_trusted_with()
    {
        _plan.Want(DateTimeOffset.MaxValue);

        _plan.Next().ShouldNotBeNull().ShouldBeLessThan(In(TimeSpan.FromDays(365)));
    }

    [Fact]
    public void An_older_alarm_that_is_about_to_go_off_does_not_cover_what_is_wanted()
    {
        _plan.Want(In(_minute));
        _plan.WaitAsync(CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _plan.Next().ShouldNotBeNull();
        _plan.Set(In(-_minute));

        _plan.WaitAsync(CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _plan.Next().ShouldBe(In(_minute));
    }

    private DateTimeOffset In(TimeSpan delay) => _time.GetUtcNow() + delay;

    private void SetFor(TimeSpan delay)
    {
        _plan.Want(In(delay));
        _plan.WaitAsync(CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _plan.Set(_plan.Next().ShouldNotBeNull());
    }
}
