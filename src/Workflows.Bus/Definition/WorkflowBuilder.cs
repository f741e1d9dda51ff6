namespace Workflows.Definition;

internal sealed class WorkflowBuilder<TState>(WorkflowSyntax workflow) : BlockBuilder<TState>(workflow, workflow.Body), IWorkflowBuilder<TState>
    where TState : class
{
    public void StartedBy<TEvent>(Func<TEvent, TState> createState)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(createState);
        Workflow.StartedBy.Add(new StartEvent(typeof(TEvent), e => createState((TEvent)e)));
    }

    public void UniqueBy<TKey>(Func<TState, TKey> key, DuplicateAction onDuplicate = DuplicateAction.Refuse)
    {
        ArgumentNullException.ThrowIfNull(key);
        Workflow.FaultIfRepeated(null, "UniqueBy", Workflow.Unique is not null);
        Workflow.FaultIfUndefined(null, onDuplicate);

        Workflow.Unique = new UniqueKey(state => KeyText.Of(key((TState)state)), onDuplicate);
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
