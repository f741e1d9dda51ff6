using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Workflows.Diagnostics.Installation;

/// <summary>What is registered, stored and bound fits together, as the last report found it: nobody's request waits for a new one.</summary>
internal sealed class InstallationHealthCheck(InstallationReport report) : IHealthCheck
{
    public const string Name = "workflows-installation";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(report.Last switch
        {
            null => HealthCheckResult.Degraded("What is registered has not been compared with the store and the bus yet."),
            { Findings.Count: 0 } => HealthCheckResult.Healthy("What is registered, stored and bound fits together."),
            { HasErrors: true } reading => new HealthCheckResult(context.Registration.FailureStatus, reading.Text),
            var reading => HealthCheckResult.Degraded(reading.Text),
        });
}
