using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class SleepTests
{
    private static EngineRun Sleeping(Action<IBlockBuilder<Order>> sleep, Order? order = null) => EngineRun.Start(flow =>
    {
        sleep(flow);
        flow.Step("ship", _ => Task.CompletedTask);
    }, order);

    private static EngineRun TenMinutes() => Sleeping(flow => flow.Sleep("rest", TimeSpan.FromMinutes(10)));

    [Fact]
    public void A_sleep_of_ten_minutes_is_over_after_ten_and_not_after_nine()
    {
        var run = TenMinutes();
        run.Status.ShouldBe(WorkflowStatus.Waiting);
        run.Token.State.ShouldBe(WorkflowTokenState.Sleeping);
        run.Timers.Values.ShouldBe([EngineRun.StartedAt.AddMinutes(10)]);

        run.Pass(TimeSpan.FromMinutes(9));
        run.Ignore(new RedriveTrigger());
        run.Node.ShouldBe("rest");

        run.Pass(TimeSpan.FromMinutes(1));
        run.Node.ShouldBe("ship");
        run.Journal.Single(EntryKind.SleepElapsed).Detail.ShouldNotBeNull().DueAt.ShouldBe(EngineRun.StartedAt.AddMinutes(10));
    }

    [Fact]
    public void A_sleep_whose_timer_is_delivered_twice_ends_once()
    {
        var run = TenMinutes();
        var timer = run.Timers.Keys.Single();
        run.Pass(TimeSpan.FromMinutes(10));
        run.Ignore(new TimerTrigger(timer));
        run.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void A_timer_that_went_off_is_left_to_whoever_delivered_it()
    {
        var run = TenMinutes();
        run.Wait(TimeSpan.FromMinutes(10));
        run.Fire(run.Timers.Keys.Single()).ShouldBeOfType<Changed>().Transition.TimersCanceled.ShouldBeEmpty();
    }

    [Fact]
    public void A_sleep_until_a_past_moment_goes_on_at_once()
    {
        var run = Sleeping(flow => flow.SleepUntil("rest", EngineRun.StartedAt.AddDays(-1)));
        run.Node.ShouldBe("ship");
        run.Timers.ShouldBeEmpty();
        run.Journal.Single(EntryKind.SleepElapsed).Node.ShouldBe("rest");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_sleep_of_no_time_goes_on_at_once(int minutes) =>
        Sleeping(flow => flow.Sleep("rest", TimeSpan.FromMinutes(minutes))).Node.ShouldBe("ship");

    [Fact]
    public void A_sleep_until_a_moment_in_another_zone_is_stored_in_UTC()
    {
        var run = Sleeping(flow => flow.SleepUntil("rest", new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.FromHours(2))));
        run.Timers.Values.Single().ShouldBe(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));
        run.Timers.Values.Single().Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void The_time_may_come_from_the_state()
    {
        Sleeping(flow => flow.Sleep("rest", order => order.Delay), new Order { Delay = TimeSpan.FromHours(3) })
            .Timers.Values.ShouldBe([EngineRun.StartedAt.AddHours(3)]);
        Sleeping(flow => flow.SleepUntil("rest", order => order.PaidAt!.Value.AddDays(1)), new Order { PaidAt = EngineRun.StartedAt })
            .Timers.Values.ShouldBe([EngineRun.StartedAt.AddDays(1)]);
    }

    [Fact]
    public void A_time_that_cannot_be_computed_faults_the_instance_at_the_sleep_and_a_retry_computes_it_again()
    {
        var run = Sleeping(flow => flow.SleepUntil("rest", order => order.PaidAt!.Value));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Node.ShouldBe("rest");
        run.Instance.Error.ShouldNotBeNull().Type.ShouldBe("System.InvalidOperationException");

        run.Retry();
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Skip();
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void A_sleep_may_last_to_the_end_of_the_calendar()
    {
        var run = Sleeping(flow => flow.Sleep("rest", TimeSpan.MaxValue));
        run.Timers.Values.ShouldBe([DateTimeOffset.MaxValue]);
        run.Instance.StaleAt.ShouldBe(DateTimeOffset.MaxValue);
    }

    [Fact]
    public void A_sleep_far_longer_than_the_threshold_is_left_alone_until_it_is_overdue()
    {
        var run = Sleeping(flow => flow.Sleep("rest", TimeSpan.FromDays(30)));
        run.Instance.StaleAt.ShouldBe(EngineRun.StartedAt.AddDays(30) + run.Settings.StaleAfter);
    }

    [Fact]
    public void A_sleep_whose_timer_was_lost_ends_when_it_is_driven_on()
    {
        var run = TenMinutes();
        run.Timers.Clear();
        run.Wait(TimeSpan.FromMinutes(9));
        run.Ignore(new RedriveTrigger());
        run.Wait(TimeSpan.FromMinutes(1));
        run.Change(new RedriveTrigger());
        run.Node.ShouldBe("ship");
    }

    [Fact]
    public void Two_sleeps_have_different_timers_that_every_process_would_name_alike()
    {
        static EngineRun Run() => EngineRun.Start(flow =>
        {
            flow.Sleep("one", TimeSpan.FromMinutes(1));
            flow.Sleep("two", TimeSpan.FromMinutes(1));
        });

        var first = Run();
        var one = first.Timers.Keys.Single();
        Run().Timers.Keys.Single().ShouldBe(one);
        first.Pass(TimeSpan.FromMinutes(1));
        first.Timers.Keys.Single().ShouldNotBe(one);
    }
}
