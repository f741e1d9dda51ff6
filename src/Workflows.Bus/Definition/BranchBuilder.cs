namespace Workflows.Definition;

internal sealed class BranchBuilder<TState>(WorkflowSyntax workflow, DecisionSyntax decision) : IBranchBuilder<TState>
    where TState : class
{
    public void Else(Action<IBlockBuilder<TState>> otherwise)
    {
        ArgumentNullException.ThrowIfNull(otherwise);
        workflow.FaultIfRepeated(decision.Name, "Else", decision.HasElse);
        decision.HasElse = true;
        otherwise(new BlockBuilder<TState>(workflow, decision.Else));
    }
}
