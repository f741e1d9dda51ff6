using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Endpoint of a workflow's instances.</summary>
internal sealed class WorkflowSagaDefinition<TWorkflow>(EndpointSettings settings) : SagaDefinition<WorkflowSaga<TWorkflow>>, ISagaDefinition
    where TWorkflow : Workflow
{
    string ISagaDefinition.GetEndpointName(IEndpointNameFormatter formatter)
    {
        settings.Use(formatter);
        return settings.Endpoints.InstancesOf(typeof(TWorkflow));
    }

    protected override void ConfigureSaga(IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<WorkflowSaga<TWorkflow>> sagaConfigurator, IRegistrationContext context)
    {
        settings.Configured.Note(settings.Endpoints.InstancesOf(typeof(TWorkflow)));
        EndpointSettings.Apply(endpointConfigurator, settings.InstancesOf(typeof(TWorkflow)));
        EndpointMessages.OfInstances(endpointConfigurator, context, context.GetRequiredService<WorkflowRegistry>().Get(typeof(TWorkflow)));
    }
}
