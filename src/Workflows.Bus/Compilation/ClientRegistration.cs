using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Operations;
using Workflows.Queries;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Registers what people and other code ask and command, in every process with the store.</summary>
internal static class ClientRegistration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<KnownDefinitions>();
        services.AddSingleton<KnownProcesses>();
        services.AddSingleton<DefinitionReading>();
        services.AddSingleton<InstanceAddresses>();
        services.AddSingleton<InstanceSignals>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CommandForwarder>(provider, provider.GetRequiredService<WorkflowBus>().Bus));
        services.AddSingleton<CommandContent>();
        services.AddSingleton<OperationRecord>();
        services.AddSingleton<WorkflowCommands>();
        services.AddSingleton<ResultWait>();
        services.TryAddSingleton<StoreReadiness>();
        services.AddSingleton<StoreProbe>();
        services.AddSingleton<EntryGuard>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QuarantineWake>(provider, provider.GetRequiredService<WorkflowBus>().Bus));
        EntryCalls.Add<IWorkflowQuarantine, WorkflowQuarantine>(services);
        EntryCalls.Add<IWorkflowClient, WorkflowClient>(services);
        EntryCalls.Add<IWorkflowInstances, WorkflowInstances>(services);
        EntryCalls.Add<IWorkflowInsights, WorkflowInsights>(services);
    }
}
