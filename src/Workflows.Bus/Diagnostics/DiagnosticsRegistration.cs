using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflows.Diagnostics.Installation;

namespace Workflows.Diagnostics;

/// <summary>Registers metrics and health checks, for a process with the store.</summary>
internal static class DiagnosticsRegistration
{
    private static readonly string[] _tags = ["ready", "workflows"];
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);

    public static void Add(IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<WorkflowMetrics>();
        services.AddSingleton<ActiveInstances>();
        services.AddHealthChecks()
            .Add(Check<StoreHealthCheck>(StoreHealthCheck.Name))
            .Add(Check<TimerHealthCheck>(TimerHealthCheck.Name));
    }

    public static void AddInstallation(IServiceCollection services) =>
        services.AddHealthChecks().Add(Check<InstallationHealthCheck>(InstallationHealthCheck.Name));

    private static HealthCheckRegistration Check<TCheck>(string name)
        where TCheck : class, IHealthCheck =>
        new(name, provider => ActivatorUtilities.CreateInstance<TCheck>(provider), HealthStatus.Unhealthy, _tags, _timeout);
}
