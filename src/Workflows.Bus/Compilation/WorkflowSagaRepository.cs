using MassTransit;
using MassTransit.Saga;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// The saga repository of a workflow: finds out which instances a message is for and runs each through the state machine in a transition of its own.
/// The message is acknowledged when all of them are committed and what follows from them is sent.
/// </summary>
internal sealed class WorkflowSagaRepository<TWorkflow>(WorkflowRegistry registry, SagaDelivery delivery) : ISagaRepositoryContextFactory<WorkflowSaga<TWorkflow>>
    where TWorkflow : Workflow
{
    public void Probe(ProbeContext context) => context.Add("persistence", "workflows");

    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<WorkflowSaga<TWorkflow>, T>> next)
        where T : class =>
        context.Message switch
        {
            TimerElapsed timer => delivery.ToInstanceAsync(timer.InstanceId, new TimerTrigger(timer.TimerId), Through(context, next), context),
            StepEnded ended => delivery.ToInstanceAsync(ended.InstanceId, StepEndedTriggers.Of(ended), Through(context, next), context),
            RedriveWorkflow redrive => delivery.RedriveAsync(redrive.InstanceId, Through(context, next), context),
            var message => delivery.EventAsync(registry.Get(typeof(TWorkflow)), typeof(T), message, Through(context, next), context),
        };

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<WorkflowSaga<TWorkflow>> query, IPipe<SagaRepositoryQueryContext<WorkflowSaga<TWorkflow>, T>> next)
        where T : class =>
        throw new NotSupportedException("Every event of a workflow is correlated by id; its instances are found through their subscriptions.");

    private static SagaDelivery.Pass Through<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<WorkflowSaga<TWorkflow>, T>> next)
        where T : class =>
        session => next.Send(new WorkflowSagaContext<TWorkflow, T>(context, session));
}
