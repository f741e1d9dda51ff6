using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflows.Diagnostics;
using Workflows.Instances;
using Workflows.Persistence;
using Workflows.Tests.Acceptance;
using Workflows.Tests.Timers;

namespace Workflows.Tests.Diagnostics;

public sealed class HealthCheckTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task They_are_registered_with_the_workflows_and_green_at_rest()
    {
        await using var bus = Napping();
        await bus.StartAsync();
        await bus.SettleAsync();
        await bus.Get<StoreReadiness>().WaitAsync(TestContext.Current.CancellationToken);
        var report = await ReportAsync(bus);

        report.Entries.Keys.ShouldBe(["workflows-store", "workflows-timers", "workflows-installation"], ignoreOrder: true);
        report.Entries.Values.ShouldAllBe(entry => entry.Status == HealthStatus.Healthy && entry.Tags.Contains("ready"));
    }

    [Fact]
    public async Task A_store_that_is_not_prepared_yet_is_red()
    {
        await using var bus = Napping();
        bus.Get<StoreReadiness>().Failed(new InvalidOperationException("no table"), "There is no table.");
        var entry = (await ReportAsync(bus)).Entries["workflows-store"];

        entry.Status.ShouldBe(HealthStatus.Unhealthy);
        entry.Description.ShouldNotBeNull().ShouldBe("The store of workflows is not ready: There is no table.");
        entry.Exception.ShouldNotBeNull().Message.ShouldBe("no table");
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_red()
    {
        await using var bus = Napping();
        await bus.Harness.EnsureStartedAsync();
        var troubled = TroubledStore.InFrontOf(bus.Get<IWorkflowStore>());
        var store = (IWorkflowStore)(object)troubled;
        troubled.Error = new TimeoutException("no route to host");
        var readiness = new StoreReadiness();
        readiness.Ready();

        var unreachable = await CheckAsync(new StoreHealthCheck(new StoreProbe(store, StoreErrors.OfMemory, readiness, bus.Harness.Clock), readiness));
        (unreachable.Status, unreachable.Exception!.Message).ShouldBe((HealthStatus.Unhealthy, "no route to host"));
        var uncounted = await CheckAsync(new TimerHealthCheck(store, new DurableWorkflowOptions(), bus.Harness.Clock));
        (uncounted.Status, uncounted.Exception!.Message).ShouldBe((HealthStatus.Unhealthy, "no route to host"));
        troubled.Error = null;
        (await CheckAsync(new StoreHealthCheck(new StoreProbe(store, StoreErrors.OfMemory, readiness, bus.Harness.Clock), readiness))).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Timers_that_cannot_be_sent_turn_red_although_they_are_put_off()
    {
        var bench = new TimerBench();
        await bench.ScheduleAsync(TimeSpan.Zero);
        bench.Transport.OnSend = (_, _) => Task.FromException(new InvalidOperationException("no broker"));
        var check = new TimerHealthCheck(bench.Store, new DurableWorkflowOptions(), bench.Time);

        await bench.Dispatcher.DispatchDueAsync(TestContext.Current.CancellationToken);
        (await CheckAsync(check)).Status.ShouldBe(HealthStatus.Healthy);
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.Dispatcher.DispatchDueAsync(TestContext.Current.CancellationToken);

        (await CheckAsync(check)).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_red_after_three_seconds()
    {
        await using var bus = Napping();
        await bus.Harness.EnsureStartedAsync();
        var troubled = TroubledStore.InFrontOf(bus.Get<IWorkflowStore>());
        troubled.Hangs = true;
        var check = CheckAsync(new StoreHealthCheck(new StoreProbe((IWorkflowStore)(object)troubled, StoreErrors.OfMemory, new StoreReadiness(), bus.Harness.Clock), new StoreReadiness()));
        check.IsCompleted.ShouldBeFalse();
        bus.Harness.Clock.Advance(TimeSpan.FromSeconds(3));
        var result = await check;
        result.Status.ShouldBe(HealthStatus.Unhealthy);
        result.Description.ShouldBe("The store of workflows does not answer within 3 seconds.");
    }

    [Theory]
    [InlineData(2, 30, HealthStatus.Healthy)]
    [InlineData(2, 31, HealthStatus.Healthy)]
    [InlineData(3, 30, HealthStatus.Healthy)]
    [InlineData(3, 31, HealthStatus.Degraded)]
    [InlineData(3, 300, HealthStatus.Degraded)]
    [InlineData(1, 301, HealthStatus.Unhealthy)]
    public async Task Timers_that_are_late_change_its_colour(int count, int secondsLate, HealthStatus expected)
    {
        await using var bus = Napping(limit: 2);
        for (var i = 0; i < count; i++)
            await bus.StartAsync();

        await bus.SettleAsync();
        bus.Harness.Clock.Advance(_minute + TimeSpan.FromSeconds(secondsLate));
        (await ReportAsync(bus)).Entries["workflows-timers"].Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData(60, HealthStatus.Healthy)]
    [InlineData(61, HealthStatus.Degraded)]
    [InlineData(900, HealthStatus.Degraded)]
    [InlineData(901, HealthStatus.Unhealthy)]
    public async Task How_late_they_may_be_can_be_set(int secondsLate, HealthStatus expected)
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", _minute), workflows => workflows.Configure(options =>
            (options.Health.LateAfter, options.Health.LateTimerLimit, options.Health.StalledAfter) = (_minute, 0, 15 * _minute)));
        await bus.StartAsync();
        await bus.SettleAsync();
        bus.Harness.Clock.Advance(_minute + TimeSpan.FromSeconds(secondsLate));
        (await ReportAsync(bus)).Entries["workflows-timers"].Status.ShouldBe(expected);
    }

    [Fact]
    public void Limits_that_are_wrong_are_refused()
    {
        var refused = Should.Throw<WorkflowDefinitionException>(() => new TestBus(flow => flow.Sleep("nap", _minute), workflows => workflows.Configure(options =>
        {
            options.Health.LateAfter = TimeSpan.Zero;
            options.Health.LateTimerLimit = -1;
            options.Health.StalledAfter = TimeSpan.Zero;
        })));
        refused.Faults.ShouldBe(
        [
            "Health.LateAfter: expected 1 second to 1 day, but it is 00:00:00.",
            "Health.LateTimerLimit: expected 0 to 10,000, but it is -1.",
            "Health.StalledAfter: expected more than LateAfter (00:00:00) and at most 7 days, but it is 00:00:00.",
        ]);
    }

    private static TestBus Napping(int limit = 10) => new(flow => flow.Sleep("nap", _minute), workflows => workflows.Configure(options => options.Health.LateTimerLimit = limit));

    private static Task<HealthReport> ReportAsync(TestBus bus) =>
        bus.Get<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("workflows"), TestContext.Current.CancellationToken);

    private static Task<HealthCheckResult> CheckAsync(IHealthCheck check) =>
        check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("check", check, HealthStatus.Unhealthy, null) }, TestContext.Current.CancellationToken);
}
