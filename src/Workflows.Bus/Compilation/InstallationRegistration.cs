using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Diagnostics.Installation;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Registers the report of the installation and the checks that apply to a process.</summary>
internal static class InstallationRegistration
{
    /// <param name="services">The container.</param>
    /// <param name="hasStore">The process has the store.</param>
    /// <param name="hasWorkflows">The process has endpoints of workflows.</param>
    public static void Add(IServiceCollection services, bool hasStore, bool hasWorkflows)
    {
        services.AddSingleton<StoreIdentity>();
        services.AddSingleton<InstallationReport>();
        services.AddSingleton<BusIdentity>();
        services.AddSingleton<InstallationView>();
        services.AddSingleton<IWorkflowInstallation>(provider => provider.GetRequiredService<InstallationView>());
        services.AddHostedService<InstallationWatch>();
        DiagnosticsRegistration.AddInstallation(services);
        if (hasStore)
        {
            services.AddSingleton<IInstallationCheck, StoreCheck>();
            services.AddSingleton<IInstallationCheck, QuarantineCheck>();
        }

        if (hasWorkflows)
            services.AddSingleton<IInstallationCheck, EndpointCheck>();

        if (!hasStore || !hasWorkflows)
            return;

        services.AddSingleton<IInstallationCheck, NoWorkflowCheck>();
        services.AddSingleton<IInstallationCheck, BusCheck>();
        services.AddSingleton<IInstallationCheck, EndpointOwnerCheck>();
        services.AddSingleton<StoreMark>();
        services.AddSendObserver(provider => provider.GetRequiredService<StoreMark>());
        services.AddSingleton<IConfigureReceiveEndpoint, StoreMarkFilter>();
    }
}
