namespace Workflows.Definition;

internal sealed class WaitBuilder<TState, TEvent>(WorkflowSyntax workflow, WaitSyntax wait) : IWaitBuilder<TState, TEvent>
    where TState : class
    where TEvent : class
{
    public IWaitBuilder<TState, TEvent> CorrelatedBy<TKey>(Func<TEvent, TKey> eventKey, Func<TState, TKey> stateKey)
    {
        ArgumentNullException.ThrowIfNull(eventKey);
        ArgumentNullException.ThrowIfNull(stateKey);
        workflow.FaultIfRepeated(wait.Name, "CorrelatedBy", wait.Correlation is not null);
        wait.Correlation = new EventCorrelation(e => KeyText.Of(eventKey((TEvent)e)), s => KeyText.Of(stateKey((TState)s)));
        return this;
    }

    public IWaitBuilder<TState, TEvent> SentToInstance()
    {
        wait.SentToInstance = true;
        return this;
    }

    public IWaitBuilder<TState, TEvent> When(Func<TState, TEvent, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        workflow.FaultIfRepeated(wait.Name, "When", wait.Condition is not null);
        wait.Condition = (s, e) => condition((TState)s, (TEvent)e);
        return this;
    }

    public IWaitBuilder<TState, TEvent> OnReceived(Action<TState, TEvent> apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        workflow.FaultIfRepeated(wait.Name, "OnReceived", wait.Apply is not null);
        wait.Apply = (s, e) => apply((TState)s, (TEvent)e);
        return this;
    }

    public IWaitBuilder<TState, TEvent> Within(TimeSpan timeout, Action<IBlockBuilder<TState>>? onTimeout = null)
    {
        wait.TimeoutLabel = timeout.ToString("c");
        return Within(_ => timeout, onTimeout);
    }

    public IWaitBuilder<TState, TEvent> Within(Func<TState, TimeSpan> timeout, Action<IBlockBuilder<TState>>? onTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(timeout);
        workflow.FaultIfRepeated(wait.Name, "Within", wait.Timeout is not null);
        wait.Timeout = s => timeout((TState)s);

        if (onTimeout is not null)
        {
            wait.OnTimeout = [];
            onTimeout(new BlockBuilder<TState>(workflow, wait.OnTimeout));
        }

        return this;
    }

    public IWaitBuilder<TState, TEvent> IgnoreEarlyEvents()
    {
        wait.IgnoreEarlyEvents = true;
        return this;
    }
}
