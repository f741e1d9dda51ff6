using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Contracts;
using Workflows.Steps;

namespace Workflows.Tests.Runtime;

public sealed class RunningReportsTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(40);

    private readonly TaskCompletionSource<StepResult> _attempt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task An_attempt_is_reported_again_and_again_until_it_ends()
    {
        using var bus = await ReturningBus.WithoutAsync();
        var end = ReportsOn(bus).UntilEndAsync(_attempt.Task, Message(_interval), TestContext.Current.CancellationToken);
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
        var end = ReportsOn(bus).UntilEndAsync(_attempt.Task, Message(_interval), TestContext.Current.CancellationToken);
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
        var end = ReportsOn(bus).UntilEndAsync(_attempt.Task, Message(null), TestContext.Current.CancellationToken);

        bus.Time.NextDueAt.ShouldBeNull();
        await EndAsync(end);
    }

    private static RunningReports ReportsOn(ReturningBus bus) => new(bus.Sender, new DurableWorkflowOptions(), bus.Time, NullLogger<RunningReports>.Instance);

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
