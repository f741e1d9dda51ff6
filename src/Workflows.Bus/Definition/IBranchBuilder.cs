namespace Workflows;

/// <summary>The other way of a decision.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
public interface IBranchBuilder<TState>
    where TState : class
{
    /// <summary>The way when the condition does not hold. Default: straight on.</summary>
    void Else(Action<IBlockBuilder<TState>> otherwise);
}
