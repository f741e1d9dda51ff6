using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Definition.Export;

namespace Workflows;

/// <summary>
/// Draws definitions: for a document, a test that approves the text, or a page. The same definition always gives the same text. Names and labels
/// may hold anything: they are escaped for the language and for HTML.
/// </summary>
public static class WorkflowGraph
{
    /// <summary>The graph of a workflow as a Mermaid flowchart.</summary>
    /// <typeparam name="TWorkflow">The workflow class. It need not be registered.</typeparam>
    /// <exception cref="WorkflowDefinitionException">The definition is wrong.</exception>
    public static string Mermaid<TWorkflow>()
        where TWorkflow : Workflow, new() => Mermaid(new TWorkflow());

    /// <summary>The graph of a workflow as a Mermaid flowchart.</summary>
    /// <param name="workflow">The object that declares it.</param>
    /// <exception cref="WorkflowDefinitionException">The definition is wrong.</exception>
    public static string Mermaid(Workflow workflow) => MermaidText.Of(ViewOf(workflow));

    /// <summary>A graph as a Mermaid flowchart.</summary>
    /// <param name="definition">The graph, as <see cref="IWorkflowClient.GetDefinitionsAsync"/> returns it.</param>
    public static string Mermaid(WorkflowDefinitionView definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return MermaidText.Of(definition);
    }

    /// <summary>The graph of a workflow in the DOT language of Graphviz.</summary>
    /// <typeparam name="TWorkflow">The workflow class. It need not be registered.</typeparam>
    /// <exception cref="WorkflowDefinitionException">The definition is wrong.</exception>
    public static string Dot<TWorkflow>()
        where TWorkflow : Workflow, new() => Dot(new TWorkflow());

    /// <summary>The graph of a workflow in the DOT language of Graphviz.</summary>
    /// <param name="workflow">The object that declares it.</param>
    /// <exception cref="WorkflowDefinitionException">The definition is wrong.</exception>
    public static string Dot(Workflow workflow) => DotText.Of(ViewOf(workflow));

    /// <summary>A graph in the DOT language of Graphviz.</summary>
    /// <param name="definition">The graph, as <see cref="IWorkflowClient.GetDefinitionsAsync"/> returns it.</param>
    public static string Dot(WorkflowDefinitionView definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return DotText.Of(definition);
    }

    private static WorkflowDefinitionView ViewOf(Workflow workflow)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        var faults = new List<DefinitionFault>();
        var plan = PlanCompiler.Compile(workflow.Describe(), faults) ?? throw new WorkflowDefinitionException(faults);
        return DefinitionViewOf.Plan(plan, "");
    }
}
