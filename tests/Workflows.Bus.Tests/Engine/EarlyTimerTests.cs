using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class EarlyTimerTests
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset _dueAt = EngineRun.StartedAt + _hour;

    public static TheoryData<string> Kinds => ["sleep", "wait", "retry", "limit", "start"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_timer_that_comes_early_is_set_again_for_its_time(string kind)
    {
        var run = RunUntilTimer(kind);
        var before = run.Instance;
        run.Wait(_hour - TimeSpan.FromTicks(1));

        run.Fire(run.Timers.Keys.Single()).ShouldBeOfType<Changed>().Transition.Entries.ShouldBeEmpty();

        run.Timers.Values.ShouldBe([_dueAt]);
        run.Instance.Execution.LastTimer.ShouldBe(before.Execution.LastTimer + 1);
        run.Status.ShouldBe(before.Status);
        run.Token.ShouldBe(before.CurrentToken! with { Timer = run.Token.Timer });
        run.Pass(TimeSpan.FromTicks(1));
        ShouldHaveMoved(run, before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_comes_again_when_it_is_due_here_by_the_clock_that_is_ahead(string kind)
    {
        var ahead = TimeSpan.FromMinutes(3);
        var run = RunUntilTimer(kind);
        var before = run.Instance;
        run.Wait(_hour - ahead);

        run.Fire(run.Timers.Keys.Single(), sentAt: _dueAt);

        run.Timers.Values.ShouldBe([_dueAt + ahead]);
        run.Wait(ahead);
        run.Fire(run.Timers.Keys.Single(), sentAt: _dueAt + ahead);
        ShouldHaveMoved(run, before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_held_instance_does_not_note_it_as_passed(string kind)
    {
        var run = RunUntilTimer(kind);
        var before = run.Instance;
        run.Pause();
        run.Fire(run.Timers.Keys.Single());
        run.Resume();

        run.Status.ShouldBe(before.Status);
        run.Timers.Values.ShouldBe([_dueAt]);
    }

    [Fact]
    public void Nor_does_a_process_without_the_definition()
    {
        var run = RunUntilTimer("sleep");
        var plan = run.Plan;
        run.Plan = null;
        run.Fire(run.Timers.Keys.Single());
        run.Plan = plan;
        run.Change(new RedriveTrigger());

        run.Token.State.ShouldBe(WorkflowTokenState.Sleeping);
        run.Timers.Values.ShouldBe([_dueAt]);
    }

    [Fact]
    public void The_one_that_was_early_is_not_known_any_more()
    {
        var run = RunUntilTimer("sleep");
        var timer = run.Timers.Keys.Single();
        run.Fire(timer);
        run.Ignore(new TimerTrigger(timer));
    }

    [Fact]
    public void A_clock_that_is_behind_moves_nothing()
    {
        var run = RunUntilTimer("sleep");
        run.Fire(run.Timers.Keys.Single(), sentAt: EngineRun.StartedAt.AddDays(-1));
        run.Timers.Values.ShouldBe([_dueAt]);
    }

    private static EngineRun RunUntilTimer(string kind)
    {
        var run = new EngineRun(flow => Declare(flow, kind));
        run.Start(new StartTrigger { State = new Order(), StartAt = kind == "start" ? _dueAt : null });
        if (kind == "retry")
            run.Fail("charge");

        run.Timers.Values.ShouldBe([_dueAt]);
        return run;
    }

    private static void Declare(IWorkflowBuilder<Order> flow, string kind)
    {
        if (kind == "limit")
            flow.TimeoutAfter(_hour);

        if (kind == "retry")
            flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(2, _hour));
        else if (kind == "wait")
            flow.WaitFor<OrderApproved>("approval").Within(_hour, onTimeout => onTimeout.Step("remind", _ => Task.CompletedTask));
        else if (kind == "sleep")
            flow.Sleep("rest", _hour);

        flow.WaitFor<OrderApproved>("end");
    }

    private static void ShouldHaveMoved(EngineRun run, WorkflowInstance before)
    {
        run.Timers.ShouldBeEmpty();
        (run.Status, run.Instance.CurrentToken?.State).ShouldNotBe((before.Status, before.CurrentToken!.State), $"{run.Journal}");
    }
}
