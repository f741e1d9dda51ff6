using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>Two of them beside a process with the store, which holds its own copy of the step message at a gate, and has recorded nothing of it.</summary>
public sealed class When_steps_run_in_processes_without_the_store : IAsyncLifetime
{
    private readonly TestBus _engine;
    private readonly StepGate _gate;
    private RemoteWorker _one = null!;
    private RemoteWorker _other = null!;
    private WorkflowRun _run = null!;

    public When_steps_run_in_processes_without_the_store()
    {
        _engine = new TestBus(flow => flow.Step("dig", _ => _gate!.PassAsync(CancellationToken.None)).MessagePerStep());
        _gate = _engine.Harness.CreateGate();
    }

    [Fact]
    public async Task One_that_is_short_is_not_reported()
    {
        await _one.TakeAsync(_run);
        await _one.ReachedAsync();
        _one.Open();

        await Eventually.ShouldHoldAsync(() => _one.Outcomes.Count == 1);
        _one.Reports.ShouldBeEmpty();
        _run.ShouldBe(WorkflowStatus.Completed);
        _run.Kinds().ShouldNotContain(nameof(EntryKind.StepStarted));
    }

    [Fact]
    public async Task One_whose_instance_was_canceled_ends_at_its_next_report()
    {
        await _one.TakeAsync(_run);
        await _one.ReachedAsync();
        await _one.ReportAsync();
        _run.Single(EntryKind.StepStarted).Detail.ShouldNotBeNull().ShouldContain("worker-1");
        await _engine.Client.CancelAsync(_run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);

        await _one.ReportAsync();

        await Eventually.ShouldHoldAsync(() => _one.CanceledCount == 1 && _one.HasEndedAttempts && _one.DoneCount == 1);
        _one.Outcomes.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_whose_instance_is_paused_runs_on()
    {
        await _one.TakeAsync(_run);
        await _one.ReachedAsync();
        await _one.ReportAsync();
        await _engine.Client.PauseAsync(_run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);

        await _one.ReportAsync();
        _one.Open();

        await Eventually.ShouldHoldAsync(() => _one.Outcomes.Count == 1);
        _one.CanceledCount.ShouldBe(0);
        _run.ShouldBe(WorkflowStatus.Paused).ShouldHaveExecuted("dig", 1);
    }

    [Fact]
    public async Task The_second_of_two_that_have_one_attempt_is_ended_and_its_outcome_counts_for_nothing()
    {
        await _one.TakeAsync(_run);
        await _other.TakeAsync(_run);
        await _one.ReachedAsync();
        await _other.ReachedAsync();
        await _one.ReportAsync();

        await _other.ReportAsync();

        await Eventually.ShouldHoldAsync(() => _other.CanceledCount == 1 && _other.HasEndedAttempts && _other.DoneCount == 1);
        _one.Open();
        await Eventually.ShouldHoldAsync(() => _one.Outcomes.Count == 1);
        _other.Outcomes.ShouldBeEmpty();
        (_one.CanceledCount, _one.HasEndedAttempts).ShouldBe((0, false));
        _run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("dig", 1);
        _run.State<Order>().Trail.ShouldBe(["worker-1"]);
    }

    [Fact]
    public async Task One_process_that_gets_a_message_twice_runs_it_once()
    {
        await _one.TakeAsync(_run);
        await _one.ReachedAsync();
        await _one.TakeAsync(_run);

        await Eventually.ShouldHoldAsync(() => _one.DoneCount == 1);
        _one.Open();
        await Eventually.ShouldHoldAsync(() => _one.Outcomes.Count == 1);
        _one.ArrivalCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_may_be_out_twice_is_not_run_where_another_runs_it()
    {
        await _one.TakeAsync(_run);
        await _one.ReachedAsync();
        await _one.ReportAsync();

        await _other.TakeAsync(_run, repeated: true);

        await Eventually.ShouldHoldAsync(() => _other.DoneCount == 1);
        (_other.ArrivalCount, _other.Reports.Count, _other.Outcomes.Count).ShouldBe((0, 1, 0));
        _run.Kinds().ShouldNotContain(nameof(EntryKind.StepLost));
        _one.HasEndedAttempts.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_that_comes_again_is_claimed_before_its_code_runs(bool redelivered)
    {
        await _one.TakeAsync(_run);
        await _one.ReachedAsync();

        await _other.TakeAsync(_run, repeated: !redelivered, redelivered: redelivered);
        await _other.ReachedAsync();

        _other.Reports.ShouldHaveSingleItem().Redelivered.ShouldBe(redelivered);
        _run.Single(EntryKind.StepStarted).Detail.ShouldNotBeNull().ShouldContain("worker-2");
        _other.Clock.NextDueAt.ShouldBe(_other.Clock.GetUtcNow() + new DurableWorkflowOptions().StaleAfter / 3, "Its start is recorded already.");
        await _one.ReportAsync();
        await Eventually.ShouldHoldAsync(() => _one.CanceledCount == 1);
        _other.Open();
        await Eventually.ShouldHoldAsync(() => _other.Outcomes.Count == 1);
        _run.State<Order>().Trail.ShouldBe(["worker-2"]);
    }

    [Fact]
    public async Task A_message_that_is_delivered_again_shows_the_attempt_before_as_lost_and_the_next_is_sent()
    {
        await _one.TakeAsync(_run);
        await _one.ReachedAsync();
        await _one.ReportAsync();

        await _other.TakeAsync(_run, redelivered: true);
        await Eventually.ShouldHoldAsync(() => _other.DoneCount == 1);

        _run.Single(EntryKind.StepLost).Detail.ShouldNotBeNull().ShouldContain("worker-1");
        _other.ArrivalCount.ShouldBe(0);
        await _gate.ReachedAsync(2);
        await _one.ReportAsync();
        await Eventually.ShouldHoldAsync(() => _one.CanceledCount == 1);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_message_that_comes_again_runs_after_a_while_where_nobody_answers(bool repeated, bool redelivered)
    {
        _one.IsAnswered = false;
        await _one.TakeAsync(_run, repeated, redelivered);
        await Eventually.ShouldHoldAsync(() => _one.Reports.Count == 1 && _one.Clock.NextDueAt is not null);
        _one.ArrivalCount.ShouldBe(0);

        _one.Clock.Advance(TimeSpan.FromSeconds(5));

        await _one.ReachedAsync();
        _one.Open();
        await Eventually.ShouldHoldAsync(() => _one.Outcomes.Count == 1);
        _run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("dig", 1);
    }

    [Fact]
    public async Task One_whose_reports_are_not_answered_runs_on()
    {
        _one.IsAnswered = false;
        await _one.TakeAsync(_run);
        await _one.ReachedAsync();
        await _one.ReportAsync();
        await _engine.Client.CancelAsync(_run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);
        await _one.ReportAsync();
        await _one.ReportAsync();

        _one.Open();

        await Eventually.ShouldHoldAsync(() => _one.Outcomes.Count == 1);
        _one.CanceledCount.ShouldBe(0);
        _run.ShouldBe(WorkflowStatus.Canceled);
    }

    /// <summary>Workers of earlier releases do not ask: they have nothing that an answer could come to.</summary>
    [Fact]
    public async Task A_report_that_asks_for_no_answer_gets_none()
    {
        await _engine.CarryAsync(new StepRunning { InstanceId = _run.InstanceId, Token = 1, Attempt = 1, StartedAt = _engine.Now, Worker = "old-1" });
        await _engine.CarryAsync(new StepRunning { InstanceId = _run.InstanceId, Token = 1, Attempt = 1, StartedAt = _engine.Now, Worker = "old-2" });

        _run.Single(EntryKind.StepStarted).Detail.ShouldNotBeNull().ShouldContain("old-1");
        _engine.Harness.Sent<StepRunningAnswer>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_of_an_instance_that_is_not_there_any_more_is_answered()
    {
        var answer = await _engine.AskAsync<StepRunning, StepRunningAnswer>(
            new StepRunning { InstanceId = Guid.NewGuid(), Token = 1, Attempt = 1, StartedAt = _engine.Now, Worker = "worker-1" });

        answer.IsYours.ShouldBeFalse();
    }

    public async ValueTask InitializeAsync()
    {
        _run = await _engine.StartAsync();
        await _gate.ReachedAsync();
        _one = await RemoteWorker.StartAsync("worker-1", _engine);
        _other = await RemoteWorker.StartAsync("worker-2", _engine);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
