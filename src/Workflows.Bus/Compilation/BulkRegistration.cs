using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Operations.Bulk;

namespace Workflows.Compilation;

/// <summary>Registers operations on many instances: accepted in every process with the store, worked on where there are workflows.</summary>
internal static class BulkRegistration
{
    public static void Add(IBusRegistrationConfigurator services, bool worksOnInstances)
    {
        services.AddSingleton(_ => new BulkWake(worksOnInstances));
        services.AddSingleton<BulkNotice>();
        services.AddScoped(provider => ActivatorUtilities.CreateInstance<BulkAcceptance>(provider));
        EntryCalls.Add<IWorkflowBulk, WorkflowBulk>(services);
        if (!worksOnInstances)
            return;

        services.AddSingleton<BulkCommand>();
        services.AddSingleton<BulkRunner>();
        services.AddHostedService<BulkService>();
        services.AddConsumer<BulkAcceptedConsumer>(typeof(BulkAcceptedDefinition));
    }
}
