namespace Workflows.Tests;

/// <summary>A workflow whose declarations stand in the test.</summary>
[Workflow("order", Version = 3)]
internal sealed class InlineWorkflow<TState>(Action<IWorkflowBuilder<TState>> define) : Workflow<TState>
    where TState : class
{
    protected override void Define(IWorkflowBuilder<TState> flow) => define(flow);
}
