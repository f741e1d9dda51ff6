using System.Reflection;
using MassTransit;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// A workflow as MassTransit knows it: a state per node, a typed event per integration event, so that exchanges and bindings are MassTransit's own,
/// and one activity that asks the engine.
/// </summary>
internal sealed class WorkflowStateMachine<TWorkflow> : MassTransitStateMachine<WorkflowSaga<TWorkflow>>
    where TWorkflow : Workflow
{
    private static readonly MethodInfo _listen = typeof(WorkflowStateMachine<TWorkflow>).GetMethod(nameof(Listen), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private readonly StateNames _states;

    public WorkflowStateMachine(WorkflowRegistry registry)
    {
        var plan = registry.Get(typeof(TWorkflow));
        Name(plan.Identity.ToString());
        InstanceState(saga => saga.CurrentState);

        _states = new StateNames(plan);
        foreach (var name in _states.All)
            State(name);

        foreach (var eventType in plan.EventTypes)
            _listen.MakeGenericMethod(eventType).Invoke(this, null);

        Obey<TimerElapsed>(message => message.InstanceId);
        Obey<StepRunning>(message => message.InstanceId);
        Obey<StepEnded>(message => message.InstanceId);
        Obey<RedriveWorkflow>(message => message.InstanceId);
        OnUnhandledEvent(context => context.Ignore());
    }

    /// <summary>An integration event. Which instances it is for is found out by the repository, one transition for each.</summary>
    private void Listen<TMessage>()
        where TMessage : class
    {
        var received = Event<TMessage>(typeof(TMessage).FullName!, correlation => correlation.CorrelateById(context => context.IdentityOf()));
        Decide(received);
    }

    /// <summary>A message of ours to one instance: sent to the endpoint, never published.</summary>
    private void Obey<TMessage>(Func<TMessage, Guid> instanceId)
        where TMessage : class
    {
        var received = Event<TMessage>(typeof(TMessage).Name, correlation =>
        {
            correlation.CorrelateById(context => instanceId(context.Message));
            correlation.ConfigureConsumeTopology = false;
        });
        Decide(received);
    }

    private void Decide<TMessage>(Event<TMessage> received)
        where TMessage : class
    {
        var activity = new DecideActivity<TWorkflow, TMessage>(_states);
        Initially(When(received).Add(activity));
        DuringAny(When(received).Add(activity));
    }
}
