using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Workflows.Diagnostics;

/// <summary>The store answers, has its tables, and knows the definitions of this process.</summary>
internal sealed class StoreHealthCheck(StoreProbe probe, StoreReadiness readiness) : IHealthCheck
{
    public const string Name = "workflows-store";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await probe.FailureAsync(cancellationToken) is { } failure)
            return new HealthCheckResult(context.Registration.FailureStatus, failure.Message, failure.InnerException);

        return readiness.IsReady
            ? HealthCheckResult.Healthy("The store answers.")
            : new HealthCheckResult(context.Registration.FailureStatus, "The store answers, but the definitions of this process are not registered in it yet.");
    }
}
