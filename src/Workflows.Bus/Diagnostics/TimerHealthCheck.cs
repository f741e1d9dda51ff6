using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflows.Instances;

namespace Workflows.Diagnostics;

/// <summary>Timers go off in time.</summary>
internal sealed class TimerHealthCheck(IWorkflowStore store, DurableWorkflowOptions options, TimeProvider time) : IHealthCheck
{
    public const string Name = "workflows-timers";

    private readonly WorkflowHealthOptions _limits = options.Health;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        try
        {
            if (await store.CountDueBeforeAsync(now - _limits.StalledAfter, 1, cancellationToken) > 0)
                return new HealthCheckResult(context.Registration.FailureStatus, $"Timers are late by more than {_limits.StalledAfter}: nothing sends them. Is a process with the store running, and can it reach the broker?");

            var count = await store.CountDueBeforeAsync(now - _limits.LateAfter, _limits.LateTimerLimit + 1, cancellationToken);
            return count > _limits.LateTimerLimit
                ? HealthCheckResult.Degraded($"More than {_limits.LateTimerLimit} timers are late by more than {_limits.LateAfter}.")
                : HealthCheckResult.Healthy("Timers go off in time.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The timers cannot be counted: the store cannot be reached or is not ready.", exception);
        }
    }
}
