using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;

namespace Workflows.Dashboard.Tests.Services.Instances;

public sealed class WhereaboutsTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 20, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_wait_says_for_what_and_how_long() =>
        Of(Line(WorkflowStatus.Waiting) with { WaitingFor = ["Shop.ApprovalGiven"], DueAt = _now.AddMinutes(130) }).ShouldBe(("Step", "event ApprovalGiven · 2 h 10 m left", WhereaboutsTone.Plain));

    [Fact]
    public void A_wait_for_several_events_names_those_that_have_not_come() =>
        Of(Line(WorkflowStatus.Waiting) with { WaitingFor = ["Shop.ApprovalGiven", "Shop.ApprovalRefused"] }).Note.ShouldBe("event ApprovalGiven, ApprovalRefused · no deadline");

    [Fact]
    public void A_wait_without_a_deadline_says_so() =>
        Of(Line(WorkflowStatus.Waiting) with { WaitingFor = ["Shop.ApprovalGiven"] }).Note.ShouldBe("event ApprovalGiven · no deadline");

    [Fact]
    public void A_deadline_that_passed_stands_out() =>
        Of(Line(WorkflowStatus.Waiting) with { WaitingFor = ["Shop.ApprovalGiven"], DueAt = _now.AddMinutes(-5) }).ShouldBe(("Step", "event ApprovalGiven · deadline passed 5 m ago", WhereaboutsTone.Late));

    [Fact]
    public void A_sleep_says_when_it_wakes() =>
        Of(Line(WorkflowStatus.Waiting) with { DueAt = _now.AddHours(5) }).Note.ShouldBe("wakes in 5 h");

    [Fact]
    public void A_pending_retry_says_which_attempt_and_when() =>
        Of(Line(WorkflowStatus.Running) with { Attempt = 4, DueAt = _now.AddSeconds(38), ErrorType = "Shop.Declined" }).ShouldBe(("Step", "attempt 4 in 38 s · Declined", WhereaboutsTone.Retrying));

    [Fact]
    public void A_retry_that_should_have_happened_stands_out() =>
        Of(Line(WorkflowStatus.Running) with { Attempt = 4, DueAt = _now.AddMinutes(-3), ErrorType = "Shop.Declined" }).Tone.ShouldBe(WhereaboutsTone.Late);

    [Fact]
    public void A_step_that_takes_long_says_how_long() =>
        Of(Line(WorkflowStatus.Running) with { Attempt = 1, InNodeSince = _now.AddMinutes(-10) }).ShouldBe(("Step", "here for 10 m", WhereaboutsTone.Late));

    [Fact]
    public void A_fault_says_the_error() =>
        Of(Line(WorkflowStatus.Faulted) with { ErrorType = "Shop.Declined", ErrorMessage = "card expired" }).ShouldBe(("Step", "Declined: card expired", WhereaboutsTone.Error));

    [Fact]
    public void A_pause_says_what_falls_due_on_resume() =>
        Of(Line(WorkflowStatus.Paused) with { DueAt = _now.AddHours(-1) }).Note.ShouldBe("held · was due 1 h ago");

    [Fact]
    public void Every_status_has_words()
    {
        foreach (var status in Enum.GetValues<WorkflowStatus>())
            Whereabouts.Of(Line(status) with { FinishedAt = status.IsTerminal() ? _now : null }, _now).Place.ShouldNotBeEmpty(status.ToString());
    }

    private static (string Place, string? Note, WhereaboutsTone Tone) Of(WorkflowSummary line)
    {
        var where = Whereabouts.Of(line, _now);
        return (where.Place, where.Note, where.Tone);
    }

    private static WorkflowSummary Line(WorkflowStatus status) => new()
    {
        InstanceId = Guid.NewGuid(),
        Workflow = "Orders",
        Version = 1,
        Status = status,
        CurrentNode = "Step",
        Revision = 1,
        CreatedAt = _now.AddDays(-1),
        UpdatedAt = _now,
        InNodeSince = _now,
    };
}
