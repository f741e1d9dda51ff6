namespace Workflows.Definition;

internal sealed class WaitLimitBuilder<TState>(WorkflowSyntax workflow, WaitSyntax wait) : IWaitLimitBuilder<TState>
    where TState : class
{
    public void Within(TimeSpan timeout, Action<IBlockBuilder<TState>>? onTimeout = null)
    {
        wait.TimeoutLabel = timeout.ToString("c");
        Within(_ => timeout, onTimeout);
    }

    public void Within(Func<TState, TimeSpan> timeout, Action<IBlockBuilder<TState>>? onTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(timeout);
        workflow.FaultIfRepeated(wait.Name, "Within", wait.Timeout is not null);
        wait.Timeout = s => timeout((TState)s);

        if (onTimeout is not null)
        {
            wait.OnTimeout = [];
            onTimeout(new BlockBuilder<TState>(workflow, wait.OnTimeout));
        }
    }
}
