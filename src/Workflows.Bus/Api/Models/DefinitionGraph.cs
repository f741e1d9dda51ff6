using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>One definition with its graph.</summary>
[Description("A definition with its graph.")]
internal sealed record DefinitionGraph : DefinitionSummary
{
    public DefinitionGraph(WorkflowDefinitionView definition, IReadOnlyList<int> versions)
        : base(definition)
    {
        Versions = versions;
        Nodes = [.. definition.Nodes.Select(node => new Node(node.Name, node.Kind, node.Label, node.EventTypes))];
        Edges = [.. definition.Edges.Select(edge => new Edge(edge.From, edge.To, edge.Label))];
        Mermaid = WorkflowGraph.Mermaid(definition);
    }

    [Description("All versions of the workflow that are registered, oldest first.")]
    public IReadOnlyList<int> Versions { get; }

    [Description("Nodes, in the order of the definition.")]
    public IReadOnlyList<Node> Nodes { get; }

    [Description("Edges.")]
    public IReadOnlyList<Edge> Edges { get; }

    [Description("The graph as a Mermaid flowchart.")]
    public string Mermaid { get; }
}

/// <summary>A node of a definition.</summary>
[Description("A node of a definition.")]
internal sealed record Node(
    [property: Description("Stable name, unique in its definition.")] string Name,
    [property: Description("Kind: Start, Step, Sleep, Wait, Decision, Finish, Fail, End.")] string Kind,
    [property: Description("What it does, for people: a condition, a duration, an event type.")] string? Label,
    [property: Description("URNs of the event types, for a wait; else none.")] IReadOnlyList<string> EventTypes);

/// <summary>An edge of a definition.</summary>
[Description("An edge of a definition.")]
internal sealed record Edge(
    [property: Description("Name of the node it leaves.")] string From,
    [property: Description("Name of the node it enters.")] string To,
    [property: Description("When it is taken, where a node has several: then, else, timeout.")] string? Label);
