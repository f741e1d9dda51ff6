using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Steps;

namespace Workflows.Tests.Runtime;

public sealed class RunningReportsTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(40);

    /// <summary>How long an answer is waited for before the attempt begins without.</summary>
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(5);

    private static readonly ReportAnswers _answers = new(new PickyBroker(), NullLogger<ReportAnswers>.Instance);

    private readonly TaskCompletionSource<StepResult> _attempt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task An_attempt_is_reported_again_and_again_until_it_ends()
    {
        using var bus = await ReturningBus.WithoutAsync();
        using var run = Begin(bus, _interval);
        var end = ReportsOn(bus).UntilEndAsync(_attempt.Task, run);
        for (var count = 1; count <= 3; count++)
        {
            bus.Sent.Count.ShouldBe(count - 1);
            await NextReportAsync(bus);
            await Eventually.ShouldHoldAsync(() => bus.Sent.Count == count);
        }

        bus.Sent.ShouldAllBe(endpoint => endpoint == "order");
        await EndAsync(end);
        bus.Time.NextDueAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_report_that_cannot_be_sent_is_left_out()
    {
        using var bus = await ReturningBus.WithoutAsync("order");
        using var run = Begin(bus, _interval);
        var end = ReportsOn(bus).UntilEndAsync(_attempt.Task, run);
        await NextReportAsync(bus);
        await Eventually.ShouldHoldAsync(() => bus.TryCount == 1);
        await NextReportAsync(bus);
        await Eventually.ShouldHoldAsync(() => bus.TryCount == 2);

        await EndAsync(end);
    }

    [Fact]
    public async Task Without_an_interval_there_are_no_reports()
    {
        using var bus = await ReturningBus.WithoutAsync();
        using var run = Begin(bus, null);
        var end = ReportsOn(bus).UntilEndAsync(_attempt.Task, run);

        bus.Time.NextDueAt.ShouldBeNull();
        await EndAsync(end);
    }

    [Fact]
    public async Task The_first_is_made_after_a_second_so_that_short_attempts_cost_none()
    {
        using var bus = await ReturningBus.WithoutAsync();
        using var run = Begin(bus, _interval);
        var end = ReportsOn(bus).UntilEndAsync(_attempt.Task, run);

        bus.Time.NextDueAt.ShouldBe(bus.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        await EndAsync(end);
        bus.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_attempt_that_is_claimed_waits_for_the_answer(bool isOurs)
    {
        using var bus = await ReturningBus.WithoutAsync();
        using var run = Begin(bus, _interval);
        var claim = ReportsOn(bus).TryClaimAsync(run, redelivered: true).AsTask();
        await Eventually.ShouldHoldAsync(() => bus.Sent.Count == 1);
        claim.IsCompleted.ShouldBeFalse();

        run.Hear(isOurs).ShouldBeFalse("Nothing has begun that could be ended.");

        (await claim).ShouldBe(isOurs);
        run.Run.IsCanceled.ShouldBeFalse();
    }

    [Fact]
    public async Task Where_no_answer_comes_the_attempt_begins_and_one_that_comes_late_ends_it()
    {
        using var bus = await ReturningBus.WithoutAsync();
        using var run = Begin(bus, _interval);
        var claim = ReportsOn(bus).TryClaimAsync(run, redelivered: false).AsTask();
        await Eventually.ShouldHoldAsync(() => bus.Sent.Count == 1);
        bus.Time.Advance(_answerWithin - TimeSpan.FromTicks(1));
        claim.IsCompleted.ShouldBeFalse();
        bus.Time.Advance(TimeSpan.FromTicks(1));

        (await claim).ShouldBeTrue();
        run.Hear(isOurs: false).ShouldBeTrue();
        run.Run.IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task A_claim_that_cannot_be_sent_is_not_waited_for()
    {
        using var bus = await ReturningBus.WithoutAsync("order");
        using var run = Begin(bus, _interval);

        (await ReportsOn(bus).TryClaimAsync(run, redelivered: true)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_claim_ends_with_its_delivery()
    {
        using var bus = await ReturningBus.WithoutAsync();
        using var delivery = new CancellationTokenSource();
        using var run = Begin(bus, _interval, delivery.Token);
        var claim = ReportsOn(bus).TryClaimAsync(run, redelivered: true).AsTask();
        await Eventually.ShouldHoldAsync(() => bus.Sent.Count == 1);

        await delivery.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(claim);
    }

    [Fact]
    public async Task What_is_heard_of_an_attempt_that_has_ended_ends_nothing()
    {
        using var bus = await ReturningBus.WithoutAsync();
        using var run = Begin(bus, _interval);
        run.Run.IsReturned = true;

        run.Hear(isOurs: false).ShouldBeFalse();
        run.Run.IsCanceled.ShouldBeFalse();
    }

    private static ReportedRun Begin(ReturningBus bus, TimeSpan? interval, CancellationToken? delivery = null)
    {
        var message = Message(interval);
        var run = new RunningSteps(bus.Time).TryBegin(new RunningKey(message.InstanceId, message.Token, message.Attempt), delivery ?? TestContext.Current.CancellationToken);
        return _answers.Expect(run.ShouldNotBeNull(), message);
    }

    private static RunningReports ReportsOn(ReturningBus bus) => new(bus.Sender, _answers, new DurableWorkflowOptions(), bus.Time, NullLogger<RunningReports>.Instance);

    private static async Task NextReportAsync(ReturningBus bus)
    {
        await Eventually.ShouldHoldAsync(() => bus.Time.NextDueAt is not null);
        bus.Time.Advance(_interval);
    }

    private async Task EndAsync(Task<StepResult> end)
    {
        var result = new StepResult { Outcome = StepOutcome.Completed, Messages = [], StartedAt = default, Duration = default };
        _attempt.SetResult(result);
        (await end).ShouldBeSameAs(result);
    }

    private static ExecuteStep Message(TimeSpan? interval) => new()
    {
        InstanceId = Guid.NewGuid(),
        Workflow = "order",
        Version = 1,
        Node = "charge",
        Token = 1,
        Attempt = 1,
        Revision = 1,
        State = "{}",
        ReplyTo = new Uri("exchange:order"),
        ReportInterval = interval,
    };
}
