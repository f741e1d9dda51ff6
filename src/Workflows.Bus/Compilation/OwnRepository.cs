using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using MassTransit.Testing;
using MassTransit.Testing.Implementations;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Compilation;

/// <summary>
/// Keeps the repository of a workflow in its place. MassTransit's test harness, when it is added behind the application's registrations, takes all saga
/// repositories away and puts one in memory there, which knows nothing of workflows.
/// </summary>
internal sealed class OwnRepository<TWorkflow>(IServiceProvider provider, IServiceProviderIsService registered) : ISagaRepositoryDecoratorRegistration<WorkflowSaga<TWorkflow>>
    where TWorkflow : Workflow
{
    TimeSpan ISagaRepositoryDecoratorRegistration<WorkflowSaga<TWorkflow>>.TestTimeout => TimeSpan.Zero;

    ReceivedMessageList ISagaRepositoryDecoratorRegistration<WorkflowSaga<TWorkflow>>.Consumed => throw NotOffered();

    SagaList<WorkflowSaga<TWorkflow>> ISagaRepositoryDecoratorRegistration<WorkflowSaga<TWorkflow>>.Created => throw NotOffered();

    SagaList<WorkflowSaga<TWorkflow>> ISagaRepositoryDecoratorRegistration<WorkflowSaga<TWorkflow>>.Sagas => throw NotOffered();

    public ISagaRepository<WorkflowSaga<TWorkflow>> DecorateSagaRepository(ISagaRepository<WorkflowSaga<TWorkflow>> repository) =>
        registered.IsService(typeof(IndexedSagaDictionary<WorkflowSaga<TWorkflow>>))
            ? new SagaRepository<WorkflowSaga<TWorkflow>>(new LateRepository(provider))
            : repository;

    private static NotSupportedException NotOffered() => new("Instances of workflows are looked at with IWorkflowInstances or WorkflowTestHarness, not with a saga test harness.");

    /// <summary>Asked for when the first message comes: the bus is being made while this is.</summary>
    private sealed class LateRepository(IServiceProvider provider) : ISagaRepositoryContextFactory<WorkflowSaga<TWorkflow>>
    {
        private WorkflowSagaRepository<TWorkflow> Repository => provider.GetRequiredService<WorkflowSagaRepository<TWorkflow>>();

        public void Probe(ProbeContext context) => Repository.Probe(context);

        public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<WorkflowSaga<TWorkflow>, T>> next)
            where T : class => Repository.Send(context, next);

        public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<WorkflowSaga<TWorkflow>> query, IPipe<SagaRepositoryQueryContext<WorkflowSaga<TWorkflow>, T>> next)
            where T : class => Repository.SendQuery(context, query, next);
    }
}
