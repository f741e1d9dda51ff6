using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Queries;

namespace Workflows.Compilation;

/// <summary>Registers what people who watch ask, in every process with the store.</summary>
internal static class QueryRegistration
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<IWorkflowInstances, WorkflowInstances>();
        services.AddScoped<IWorkflowInsights, WorkflowInsights>();
    }
}
