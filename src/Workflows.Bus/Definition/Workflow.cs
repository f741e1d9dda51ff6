namespace Workflows;

/// <summary>Base of all workflow classes. Derive from <see cref="Workflow{TState}"/>.</summary>
public abstract class Workflow
{
    private protected Workflow()
    {
    }

    internal abstract Definition.WorkflowSyntax Describe();
}

/// <summary>
/// A durable workflow. The class declares the recipe; each run of it is an instance with a state of its own, stored after every step.
/// <see cref="Define"/> runs once, at startup.
/// </summary>
/// <typeparam name="TState">The user's own state class, stored as JSON.</typeparam>
public abstract class Workflow<TState> : Workflow
    where TState : class
{
    /// <summary>Declares the nodes, in the order they are gone through.</summary>
    /// <param name="flow">Takes the declarations.</param>
    protected abstract void Define(IWorkflowBuilder<TState> flow);

    internal sealed override Definition.WorkflowSyntax Describe()
    {
        var syntax = new Definition.WorkflowSyntax(GetType(), typeof(TState));
        Define(new Definition.WorkflowBuilder<TState>(syntax));
        return syntax;
    }
}
