using Microsoft.Extensions.DependencyInjection;
using Workflows.Diagnostics.Installation;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Registers what tells the store of the definitions of this process, and what compares them with it.</summary>
internal static class DefinitionServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RegisteredDefinitions>();
        services.AddSingleton<DefinitionRegistration>();
        services.AddSingleton<ProcessNotice>();
        services.AddSingleton<FormerWaits>();
        services.AddHostedService<Presence>();
        services.AddSingleton<ListeningAnew>();
        services.AddSingleton<ChangedDefinitions>();
        services.AddHostedService<ChangedDefinitionService>();
        services.AddSingleton<IInstallationCheck, MissingClassCheck>();
        services.AddSingleton<IInstallationCheck, SharedEndpointCheck>();
        services.AddSingleton<IInstallationCheck, ChangedDefinitionCheck>();
        services.AddSingleton<IInstallationCheck, NameCheck>();
    }
}
