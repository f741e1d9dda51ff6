using MassTransit;
using MassTransit.Saga;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;
using Workflows.Steps;

namespace Workflows.Compilation;

/// <summary>
/// The saga repository of a workflow: finds out which instances a message is for and runs each through the state machine in a transition of its own.
/// The message is acknowledged when all of them are committed and what follows from them is sent.
/// </summary>
internal sealed class WorkflowSagaRepository<TWorkflow>(WorkflowRegistry registry, SagaDelivery delivery, StepReports reports) : ISagaRepositoryContextFactory<WorkflowSaga<TWorkflow>>
    where TWorkflow : Workflow
{
    private readonly StateNames _states = new(registry.Get(typeof(TWorkflow)));

    public void Probe(ProbeContext context) => context.Add("persistence", "workflows");

    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<WorkflowSaga<TWorkflow>, T>> next)
        where T : class =>
        context.Message switch
        {
            TimerElapsed timer => delivery.ToInstanceAsync(timer.InstanceId, new TimerTrigger(timer.TimerId, timer.SentAt), Through(context, next), context),
            StepRunning => ReportAsync((ConsumeContext<StepRunning>)context, Through(context, next)),
            StepEnded ended => delivery.ToInstanceAsync(ended.InstanceId, StepEndedTriggers.Of(ended), Through(context, next), context),
            RedriveWorkflow redrive => delivery.RedriveAsync(redrive.InstanceId, Through(context, next), context),
            _ => EventAsync(context, Through(context, next)),
        };

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<WorkflowSaga<TWorkflow>> query, IPipe<SagaRepositoryQueryContext<WorkflowSaga<TWorkflow>, T>> next)
        where T : class =>
        throw new NotSupportedException("Every event of a workflow is correlated by id; its instances are found through their subscriptions.");

    private async Task ReportAsync(ConsumeContext<StepRunning> context, SagaDelivery.Pass pass)
    {
        if (await delivery.ToInstanceAsync(context.Message.InstanceId, StepReports.TriggerOf(context), pass, context) is { } outcome)
            await reports.AnswerAsync(context, outcome);
    }

    private async Task EventAsync<T>(ConsumeContext<T> context, SagaDelivery.Pass pass)
        where T : class
    {
        var plan = registry.Get(typeof(TWorkflow));
        var start = registry.IsLatest(plan) ? plan.StartedBy.FirstOrDefault(start => start.EventType == typeof(T)) : null;
        try
        {
            await delivery.EventAsync(plan, start, pass, context);
        }
        catch (Exception exception) when (!ExceptionText.IsReadable(exception))
        {
            // Functions of the definition may throw what MassTransit could not write to the error queue: the message would come for ever.
            throw ExceptionText.Readable(exception);
        }
    }

    private SagaDelivery.Pass Through<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<WorkflowSaga<TWorkflow>, T>> next)
        where T : class =>
        session => next.Send(new WorkflowSagaContext<TWorkflow, T>(context, session, _states));
}
