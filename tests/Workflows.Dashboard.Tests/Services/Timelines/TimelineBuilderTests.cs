using Workflows.Contracts;
using Workflows.Dashboard.Services.Timelines;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Kinds;
using static Workflows.Dashboard.Services.Timelines.SegmentKind;

namespace Workflows.Dashboard.Tests.Services.Timelines;

public sealed class TimelineBuilderTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly WorkflowError _error = new() { Type = "Boom", Message = "boom" };

    [Fact]
    public void Queueing_and_running_are_told_apart()
    {
        var lane = Build(New().Start("A").Completes(S(1), S(2))).Single();
        Shape(lane).ShouldBe([(Queue, 0, 1), (Run, 1, 3)]);
        lane.Outcome.ShouldBe(LaneOutcome.Done);
        lane.Busy.ShouldBe(S(2));
    }

    [Fact]
    public void Failed_attempts_back_off_and_queue_again()
    {
        var lane = Build(New().Start("A").Fails(S(1), S(2), _error, S(10)).Retries().Completes(S(1), S(2))).Single();
        Shape(lane).ShouldBe([(Queue, 0, 1), (Failed, 1, 3), (Backoff, 3, 13), (Queue, 13, 14), (Run, 14, 16)]);
        lane.AttemptCount.ShouldBe(2);
    }

    [Fact]
    public void A_backoff_that_goes_on_is_open()
    {
        var lane = Build(New().Start("A").Fails(S(1), S(2), _error, S(100)), now: 20).Single();
        Shape(lane)[^1].ShouldBe((Backoff, 3, 20));
        lane.Segments[^1].IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void A_fault_stands_until_it_is_retried()
    {
        var instance = New().Start("A").Fails(S(0), S(2), _error, null);
        Shape(Build(instance, now: 60).Single()).ShouldBe([(Failed, 0, 2), (Stopped, 2, 60)]);

        instance.Now = _at + S(60);
        FakeEffects.Run(OperationKinds.Retry, instance);
        var lane = Build(instance.Completes(S(1), S(1))).Single();
        Shape(lane).ShouldBe([(Failed, 0, 2), (Stopped, 2, 60), (Queue, 60, 61), (Run, 61, 62)]);
        lane.Outcome.ShouldBe(LaneOutcome.Done);
    }

    [Fact]
    public void A_fault_that_was_skipped_ends_there()
    {
        var instance = New().Start("A").Fails(S(0), S(2), _error, null);
        instance.Now = _at + S(30);
        FakeEffects.Run(OperationKinds.Skip, instance);
        var lane = Build(instance, now: 40)[0];
        Shape(lane).ShouldBe([(Failed, 0, 2), (Stopped, 2, 30)]);
        lane.Outcome.ShouldBe(LaneOutcome.Skipped);
    }

    [Fact]
    public void A_pause_holds_a_wait_and_lets_it_go_on()
    {
        var instance = New().Start("confirmation", WorkflowTokenState.Waiting, S(100), "E");
        instance.Now = _at + S(10);
        FakeEffects.Run(OperationKinds.Pause, instance);
        var held = Build(instance, now: 40).Single();
        Shape(held).ShouldBe([(Wait, 0, 10), (Held, 10, 40)]);
        held.Segments[^1].IsOpen.ShouldBeTrue();

        instance.Now = _at + S(45);
        FakeEffects.Run(OperationKinds.Resume, instance);
        var lane = Build(instance.Ends("EventReceived", S(5))).Single();
        Shape(lane).ShouldBe([(Wait, 0, 10), (Held, 10, 45), (Wait, 45, 50)]);
        lane.Waited.ShouldBe(S(15));
    }

    [Fact]
    public void A_pause_holds_a_pending_attempt()
    {
        var instance = New().Start("A").Fails(S(0), S(2), _error, S(100));
        instance.Now = _at + S(10);
        FakeEffects.Run(OperationKinds.Pause, instance);
        instance.Now = _at + S(30);
        FakeEffects.Run(OperationKinds.Resume, instance);
        Shape(Build(instance, now: 40).Single()).ShouldBe([(Failed, 0, 2), (Backoff, 2, 10), (Held, 10, 30), (Backoff, 30, 40)]);
    }

    [Fact]
    public void An_instance_that_ends_while_it_is_held_was_held_to_the_end()
    {
        var instance = New().Start("confirmation", WorkflowTokenState.Waiting, S(100), "E");
        instance.Now = _at + S(10);
        FakeEffects.Run(OperationKinds.Pause, instance);
        instance.Now = _at + S(30);
        FakeEffects.Run(OperationKinds.Cancel, instance);
        Shape(Build(instance, now: 90).Single()).ShouldBe([(Wait, 0, 10), (Held, 10, 30)]);
    }

    [Fact]
    public void The_ways_that_were_gone_are_told_apart()
    {
        var chosen = Build(New().Start("A").Completes(S(0), S(1)).Chooses("which", "then").Open("B"));
        chosen.Single(lane => lane.Node == "which").Ways.ShouldBe(["then"]);
        chosen.Single(lane => lane.Node == "A").Ways.ShouldBe([""]);
        chosen.Single(lane => lane.Node == "B").Ways.ShouldBeEmpty();
        Build(New().Start("confirmation", WorkflowTokenState.Waiting, S(10), "E").Ends("WaitTimedOut", S(10))).Single().Ways.ShouldBe(["timeout"]);
    }

    [Fact]
    public void Sleeps_and_waits_are_waiting()
    {
        var instance = New().Start("SendWelcome").Completes(S(0), S(1))
            .Open("cool-down", WorkflowTokenState.Sleeping, S(10)).Ends("SleepElapsed", S(10))
            .Open("confirmation", WorkflowTokenState.Waiting, S(100), "E").Ends("EventReceived", S(5));
        var lanes = Build(instance);
        lanes.Select(lane => lane.Node).ShouldBe(["SendWelcome", "cool-down", "confirmation"]);
        Shape(lanes[1]).ShouldBe([(Wait, 1, 11)]);
        Shape(lanes[2]).ShouldBe([(Wait, 11, 16)]);
    }

    [Fact]
    public void A_wait_in_vain_says_so() =>
        Build(New().Start("confirmation", WorkflowTokenState.Waiting, S(10), "E").Ends("WaitTimedOut", S(10))).Single().Outcome.ShouldBe(LaneOutcome.TimedOut);

    [Fact]
    public void A_running_attempt_runs_until_now()
    {
        var lane = Build(New().Start("A").Begins(S(3), "w1"), now: 10).Single();
        Shape(lane).ShouldBe([(Queue, 0, 3), (Run, 3, 10)]);
        lane.Segments[^1].IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void A_branch_that_is_noted_again_stands_otherwise()
    {
        var instance = New().Start("A").Completes(S(0), S(1)).Open("B", WorkflowTokenState.Held);
        instance.Now = _at + S(5);
        instance.Write("WorkflowResumed");
        instance.Journal[^1] = instance.Journal[^1] with { Detail = """{"opened":[{"token":2,"node":"B","state":4,"dueAt":"2026-11-20T12:01:00Z"}]}""" };
        instance.Ends("EventReceived", S(3));
        Shape(Build(instance)[1]).ShouldBe([(Held, 1, 5), (Wait, 5, 8)]);
    }

    [Fact]
    public void Canceling_ends_what_was_open()
    {
        var instance = New().Start("A");
        instance.Now = _at + S(7);
        var lane = Build(instance.Finishes(WorkflowStatus.Canceled)).Single();
        Shape(lane).ShouldBe([(Queue, 0, 7)]);
        lane.Segments.ShouldAllBe(segment => !segment.IsOpen);
        lane.Outcome.ShouldBe(LaneOutcome.Left);
    }

    [Fact]
    public void A_journal_that_begins_in_the_middle_still_shows_where_it_stands()
    {
        var instance = New().Start("A").Completes(S(1), S(1)).Open("B");
        var lanes = TimelineBuilder.Build([], [instance.Token!], _at + S(10));
        Shape(lanes.Single()).ShouldBe([(Queue, 2, 10)]);
    }

    [Fact]
    public void Entries_that_nobody_knows_change_nothing()
    {
        var instance = New().Start("A");
        instance.Write("SomethingNew", detail: null);
        instance.Journal[^1] = instance.Journal[^1] with { Detail = "not json" };
        Shape(Build(instance.Completes(S(1), S(1))).Single()).ShouldBe([(Queue, 0, 1), (Run, 1, 2)]);
    }

    [Fact]
    public void Ten_thousand_entries_are_read_in_one_pass()
    {
        var instance = HostileSeed.Make(_at).Single(one => one.Id == HostileSeed.LongId);
        var lanes = TimelineBuilder.Build(instance.Journal, [instance.Token!], _at);
        lanes.Count.ShouldBe(30);
        lanes.Sum(lane => lane.AttemptCount).ShouldBe(9_999);
    }

    private static FakeInstance New() => new(Guid.NewGuid(), "Onboarding", 2, null, "{}", _at);

    private static IReadOnlyList<Lane> Build(FakeInstance instance, double? now = null) =>
        TimelineBuilder.Build(instance.Journal, instance.Status.IsTerminal() || now is null ? [] : [instance.Token!], now is null ? instance.Now : _at + S(now.Value));

    private static (SegmentKind, double, double)[] Shape(Lane lane) =>
        [.. lane.Segments.Select(segment => (segment.Kind, (segment.From - _at).TotalSeconds, (segment.To - _at).TotalSeconds))];

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
