using MassTransit;

namespace Workflows.Compilation;

/// <summary>The one activity of every workflow's state machine: asks the engine what the message makes of the instance.</summary>
internal sealed class DecideActivity<TWorkflow, TMessage>(StateNames states) : IStateMachineActivity<WorkflowSaga<TWorkflow>, TMessage>
    where TWorkflow : Workflow
    where TMessage : class
{
    public Task Execute(BehaviorContext<WorkflowSaga<TWorkflow>, TMessage> context, IBehavior<WorkflowSaga<TWorkflow>, TMessage> next)
    {
        var saga = context.Saga;
        saga.Session!.Decide();
        saga.CurrentState = states.Of(saga.Session.After);
        return next.Execute(context);
    }

    public Task Faulted<TException>(BehaviorExceptionContext<WorkflowSaga<TWorkflow>, TMessage, TException> context, IBehavior<WorkflowSaga<TWorkflow>, TMessage> next)
        where TException : Exception => next.Faulted(context);

    public void Probe(ProbeContext context) => context.CreateScope("workflowEngine");

    public void Accept(StateMachineVisitor visitor) => visitor.Visit(this);
}
