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
        if (Workflow.Unique is not null)
            Workflow.Fault(null, "one UniqueBy", "there are several");

        Workflow.Unique = new UniqueKey(state => KeyText.Of(key((TState)state)), onDuplicate);
    }

    public void TimeoutAfter(TimeSpan timeout, TimeoutAction action = TimeoutAction.Fail)
    {
        if (timeout <= TimeSpan.Zero)
            Workflow.Fault(null, "a workflow timeout of more than zero", $"it is {timeout}");

        Workflow.Timeout = timeout;
        Workflow.TimeoutAction = action;
    }

    public void OnError(ErrorAction action) => Workflow.ErrorRules.Add(new ErrorRule(null, action));

    public void OnError<TException>(ErrorAction action)
        where TException : Exception => Workflow.ErrorRules.Add(new ErrorRule(typeof(TException), action));

    public void MessagePerStep() => Workflow.MessagePerStep = true;
}
