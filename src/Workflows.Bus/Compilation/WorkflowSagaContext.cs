using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace Workflows.Compilation;

/// <summary>
/// The repository as MassTransit's saga pipe sees it during one message and one instance. Reading came before and committing comes behind,
/// in the transition runner; here the saga is only handed out.
/// </summary>
internal sealed class WorkflowSagaContext<TWorkflow, TMessage>(ConsumeContext<TMessage> context, SagaSession session, StateNames states)
    : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<WorkflowSaga<TWorkflow>, TMessage>
    where TWorkflow : Workflow
    where TMessage : class
{
    public Task<SagaConsumeContext<WorkflowSaga<TWorkflow>, TMessage>> Load(Guid correlationId) => Task.FromResult<SagaConsumeContext<WorkflowSaga<TWorkflow>, TMessage>>(new DefaultSagaConsumeContext<WorkflowSaga<TWorkflow>, TMessage>(this, new WorkflowSaga<TWorkflow>
    {
        CorrelationId = session.InstanceId,
        CurrentState = states.Of(session.Before),
        Session = session,
    }));

    public Task<SagaConsumeContext<WorkflowSaga<TWorkflow>, TMessage>> Add(WorkflowSaga<TWorkflow> instance) => Load(instance.CorrelationId);

    public Task<SagaConsumeContext<WorkflowSaga<TWorkflow>, TMessage>> Insert(WorkflowSaga<TWorkflow> instance) => Load(instance.CorrelationId);

    public Task Save(SagaConsumeContext<WorkflowSaga<TWorkflow>> context) => Task.CompletedTask;

    public Task Update(SagaConsumeContext<WorkflowSaga<TWorkflow>> context) => Task.CompletedTask;

    public Task Delete(SagaConsumeContext<WorkflowSaga<TWorkflow>> context) => Task.CompletedTask;

    public Task Discard(SagaConsumeContext<WorkflowSaga<TWorkflow>> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<WorkflowSaga<TWorkflow>> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<WorkflowSaga<TWorkflow>, T>> CreateSagaConsumeContext<T>(ConsumeContext<T> consumeContext, WorkflowSaga<TWorkflow> instance, SagaConsumeContextMode mode)
        where T : class =>
        Task.FromResult<SagaConsumeContext<WorkflowSaga<TWorkflow>, T>>(new DefaultSagaConsumeContext<WorkflowSaga<TWorkflow>, T>(consumeContext, instance));
}
