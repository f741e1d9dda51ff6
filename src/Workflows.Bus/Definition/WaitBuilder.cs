namespace Workflows.Definition;

internal sealed class WaitBuilder<TState, TEvent>(WorkflowSyntax workflow, WaitSyntax wait, AwaitedEventSyntax awaited)
    : AwaitedEventBuilder<TState, TEvent, IWaitBuilder<TState, TEvent>>(workflow, wait.Name, awaited), IWaitBuilder<TState, TEvent>
    where TState : class
    where TEvent : class
{
    private readonly WaitLimitBuilder<TState> _limit = new(workflow, wait);

    protected override IWaitBuilder<TState, TEvent> Self => this;

    public IWaitBuilder<TState, TEvent> Within(TimeSpan timeout, Action<IBlockBuilder<TState>>? onTimeout = null)
    {
        _limit.Within(timeout, onTimeout);
        return this;
    }

    public IWaitBuilder<TState, TEvent> Within(Func<TState, TimeSpan> timeout, Action<IBlockBuilder<TState>>? onTimeout = null)
    {
        _limit.Within(timeout, onTimeout);
        return this;
    }
}
