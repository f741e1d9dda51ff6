using System.Runtime.CompilerServices;
using Workflows.Contracts;

namespace Workflows.Definition;

internal sealed class WorkflowBuilder<TState>(WorkflowSyntax workflow) : BlockBuilder<TState>(workflow, workflow.Body), IWorkflowBuilder<TState>
    where TState : class
{
    public void StartedBy<TEvent>(Func<TEvent, TState> createState)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(createState);
        StartedBy<TEvent>((e, _) => createState(e));
    }

    public void StartedBy<TEvent>(Func<TEvent, EventContext, TState> createState)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(createState);
        Workflow.StartedBy.Add(new StartEvent(typeof(TEvent), (e, context) => createState((TEvent)e, context) ?? throw new MissingStateException(
            $"{Workflow.Identity}: expected StartedBy<{typeof(TEvent).Name}> to make the starting state of the event, but it returned null. Return the state; an event that is to start nothing is better not published, or left to a consumer of your own that starts the workflow.")));
    }

    public void UniqueBy<TKey>(Func<TState, TKey> key, DuplicateAction onDuplicate = DuplicateAction.Refuse, [CallerArgumentExpression(nameof(key))] string? label = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        Workflow.FaultIfRepeated(null, "UniqueBy", Workflow.Unique is not null);
        Workflow.FaultIfUndefined(null, onDuplicate);

        if (KeyText.FaultOf(typeof(TKey)) is { } fault)
            Workflow.Fault(null, "a key in UniqueBy that always has the same text", fault);

        Workflow.Unique = new UniqueKey(state => KeyText.Of(key((TState)state)), onDuplicate)
        {
            FormerFromState = FormerKeyText.Of<TKey>() is { } former ? state => former(key((TState)state)) : null,
            IsEmpty = state => key((TState)state) is { } value && KeyText.Of(value) is null,
            Label = label,
        };
    }

    public void TimeoutAfter(TimeSpan timeout, TimeoutAction action = TimeoutAction.Fail)
    {
        if (timeout <= TimeSpan.Zero)
            Workflow.Fault(null, "a workflow timeout of more than zero", $"it is {timeout}");

        Workflow.FaultIfRepeated(null, "TimeoutAfter", Workflow.Timeout is not null);
        Workflow.FaultIfUndefined(null, action);
        Workflow.Timeout = timeout;
        Workflow.TimeoutAction = action;
    }

    public void OnError(ErrorAction action) => AddRule(null, action);

    public void OnError<TException>(ErrorAction action)
        where TException : Exception => AddRule(typeof(TException), action);

    public void MessagePerStep() => Workflow.MessagePerStep = true;

    private void AddRule(Type? exceptionType, ErrorAction action)
    {
        Workflow.FaultIfUndefined(null, action);
        Workflow.ErrorRules.Add(new ErrorRule(exceptionType, action));
    }
}
