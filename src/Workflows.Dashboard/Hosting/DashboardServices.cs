using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Workflows.Contracts;
using Workflows.Dashboard.Hosting.Assets;

namespace Workflows.Dashboard.Hosting;

/// <summary>What the dashboard registers, and what it finds missing.</summary>
internal static class DashboardServices
{
    private static readonly Type[] _required = [typeof(IWorkflowClient)];

    public static IServiceCollection Add(IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddAuthorization();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AssetCatalog>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WorkflowDashboardOptions>, WorkflowDashboardOptionsCheck>());
        return services;
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
