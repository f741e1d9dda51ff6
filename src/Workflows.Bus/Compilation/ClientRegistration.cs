using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
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
        services.AddSingleton<InstanceAddresses>();
        services.AddSingleton<InstanceSignals>();
        services.AddSingleton<CommandForwarder>();
        services.AddSingleton<OperationRecord>();
        services.AddSingleton<WorkflowCommands>();
        services.AddSingleton<ResultWait>();
        services.AddScoped<IWorkflowClient, WorkflowClient>();
        services.AddScoped<IWorkflowInstances, WorkflowInstances>();
        services.AddScoped<IWorkflowInsights, WorkflowInsights>();
    }
}
