using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Hosting.Assets;
using Workflows.Dashboard.Live;
using Workflows.Dashboard.Services.Audit;
using Workflows.Dashboard.Services.Bulk;
using Workflows.Dashboard.Services.Definitions;
using Workflows.Dashboard.Services.Failures;
using Workflows.Dashboard.Services.Instance;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Services.Overview;
using Workflows.Dashboard.Services.Quarantine;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.States;
using Workflows.Dashboard.Services.Waits;

namespace Workflows.Dashboard.Hosting;

/// <summary>What the dashboard registers, and what it finds missing.</summary>
internal static class DashboardServices
{
    private static readonly Type[] _required = [typeof(IWorkflowClient), typeof(IWorkflowInstances), typeof(IWorkflowInsights), typeof(IWorkflowBulk), typeof(IWorkflowQuarantine)];

    public static IServiceCollection Add(IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddAuthorization();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AssetCatalog>();
        services.TryAddSingleton<ChangeFeed>();
        services.TryAddSingleton<SharedReads>();
        services.TryAddScoped<ViewerFactory>();
        services.TryAddScoped<LiveParts>();
        AddReads(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WorkflowDashboardOptions>, WorkflowDashboardOptionsCheck>());
        return services;
    }

    /// <summary>None of them keeps anything but what all pages share.</summary>
    private static void AddReads(IServiceCollection services)
    {
        services.TryAddSingleton<Reads>();
        services.TryAddSingleton<Sections>();
        services.TryAddSingleton<DefinitionCatalog>();
        services.TryAddSingleton<OverviewLoader>();
        services.TryAddSingleton<InstancesLoader>();
        services.TryAddSingleton<InstancesRefresher>();
        services.TryAddSingleton<InstanceLoader>();
        services.TryAddSingleton<InstanceParts>();
        services.TryAddSingleton<StateLoader>();
        services.TryAddSingleton<AuditLoader>();
        services.TryAddSingleton<QuarantineLoader>();
        services.TryAddSingleton<DefinitionsLoader>();
        services.TryAddSingleton<UnmatchedLoader>();
        services.TryAddSingleton<WaitsLoader>();
        services.TryAddSingleton<FailuresLoader>();
        services.TryAddSingleton<OperationLoader>();
        services.TryAddSingleton<StartLoader>();
        services.TryAddSingleton<BulkEventLoader>();
        services.TryAddSingleton<BulkLoader>();
        services.TryAddScoped<OperationDesk>();
        services.TryAddScoped<BulkDesk>();
    }

    public static void ThrowIfMissing(IServiceProvider services)
    {
        if (services.GetService<AssetCatalog>() is null)
            throw new InvalidOperationException("MapWorkflowDashboard expects services.AddWorkflowDashboard() before the application is built, but it was not called.");

        var known = services.GetRequiredService<IServiceProviderIsService>();
        var missing = _required.Where(service => !known.IsService(service)).Select(service => service.Name).ToArray();
        if (missing.Length > 0)
            throw new InvalidOperationException($"The workflow dashboard expects {string.Join(", ", missing)} among the services, but nothing registered it. Call AddDurableWorkflows(...) inside AddMassTransit(...).");
    }
}
