using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflows.Contracts;
using Workflows.Diagnostics.Installation;
using Workflows.Testing;

namespace Workflows.Tests.Diagnostics.Installation;

public sealed class InstallationReportTests
{
    private static readonly InstallationFinding _mild = InstallationFinding.Warning(WorkflowFindingKind.ClockOff, "The clock is off.");
    private static readonly InstallationFinding _bad = InstallationFinding.Error(WorkflowFindingKind.EndpointNotConfigured, "Nobody listens.");

    private readonly ManualClock _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_lists_what_all_checks_find_the_worst_first_and_each_once()
    {
        var report = ReportOf(Finding(_mild), Finding(_bad), Finding(_mild));

        (await report.RenewAsync(Token)).Findings.ShouldBe([_bad, _mild]);
        report.Last!.Text.ShouldBe("(1) Nobody listens. (2) The clock is off.");
    }

    [Fact]
    public async Task A_check_that_fails_is_a_finding_and_keeps_no_other_from_being_made()
    {
        var report = ReportOf(new Check(_ => throw new InvalidOperationException("no such table.")), Finding(_bad));

        var findings = (await report.RenewAsync(Token)).Findings;

        findings.Select(finding => finding.Kind).ShouldBe([WorkflowFindingKind.EndpointNotConfigured, WorkflowFindingKind.Unchecked]);
        findings[1].Text.ShouldBe("Check could not be made: no such table. It is made again within a minute.");
    }

    [Fact]
    public async Task A_check_that_does_not_end_is_given_up()
    {
        var renewing = ReportOf(new Check(_ => new TaskCompletionSource<IReadOnlyList<InstallationFinding>>().Task)).RenewAsync(Token);
        renewing.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(10));

        (await renewing).Text.ShouldBe("Check could not be made: it took longer than 10 seconds. It is made again within a minute.");
    }

    [Fact]
    public async Task The_health_check_shows_the_last_report()
    {
        List<InstallationFinding> found = [];
        var report = ReportOf(new Check(_ => Task.FromResult<IReadOnlyList<InstallationFinding>>([.. found])));
        (await CheckAsync(report)).Status.ShouldBe(HealthStatus.Degraded);

        await report.RenewAsync(Token);
        (await CheckAsync(report)).Status.ShouldBe(HealthStatus.Healthy);

        found.Add(_mild);
        await report.RenewAsync(Token);
        (await CheckAsync(report)).ShouldSatisfyAllConditions(
            result => result.Status.ShouldBe(HealthStatus.Degraded),
            result => result.Description.ShouldBe("The clock is off."));

        found.Add(_bad);
        await report.RenewAsync(Token);
        (await CheckAsync(report)).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    private InstallationReport ReportOf(params IInstallationCheck[] checks) => new(checks, _time);

    private static Check Finding(InstallationFinding finding) => new(_ => Task.FromResult<IReadOnlyList<InstallationFinding>>([finding]));

    private static Task<HealthCheckResult> CheckAsync(InstallationReport report)
    {
        var check = new InstallationHealthCheck(report);
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("check", check, HealthStatus.Unhealthy, null) }, Token);
    }

    private sealed class Check(Func<CancellationToken, Task<IReadOnlyList<InstallationFinding>>> find) : IInstallationCheck
    {
        public Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken) => find(cancellationToken);
    }
}
