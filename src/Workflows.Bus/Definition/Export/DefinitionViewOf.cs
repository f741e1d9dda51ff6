using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Definition.Export;

/// <summary>Shows a plan as a graph without code: its nodes, and where each leads.</summary>
internal static class DefinitionViewOf
{
    /// <param name="plan">The definition.</param>
    /// <param name="endpoint">Name of the receive endpoint of its instances.</param>
    public static WorkflowDefinitionView Plan(WorkflowPlan plan, string endpoint)
    {
        var start = FreeName(plan, NodeKinds.Start);
        var end = FreeName(plan, NodeKinds.End);
        var edges = plan.Nodes
            .SelectMany(node => node.Exits().Select(exit => new WorkflowEdgeView(node.Name, exit.Node?.Name ?? end, exit.Label)))
            .Prepend(new WorkflowEdgeView(start, plan.First.Name))
            .ToArray();
        return new WorkflowDefinitionView
        {
            Name = plan.Name,
            Version = plan.Version,
            Endpoint = endpoint,
            StartedBy = [.. plan.StartedBy.Select(started => MessageName.Of(started.EventType))],
            Nodes = [StartNode(plan, start), .. plan.Nodes.Select(View), .. EndNodes(edges, end)],
            Edges = edges,
        };
    }

    private static WorkflowNodeView StartNode(WorkflowPlan plan, string name) => new()
    {
        Name = name,
        Kind = NodeKinds.Start.Name,
        Label = plan.StartedBy.Count == 0 ? null : string.Join(", ", plan.StartedBy.Select(started => started.EventType.Name)),
    };

    private static WorkflowNodeView View(PlanNode node) => new()
    {
        Name = node.Name,
        Kind = node.Kind.Name,
        Label = string.IsNullOrEmpty(node.Label) ? null : node.Label,
        EventTypes = node is WaitNode wait ? [.. wait.Events.Select(awaited => awaited.EventName)] : [],
        Correlations = node is WaitNode found ? [.. found.Events.Select(awaited => new WorkflowCorrelation(awaited.EventName, CorrelationText.Of(awaited)))] : [],
    };

    /// <summary>A workflow whose every way ends in a node of its own has no other end.</summary>
    private static IEnumerable<WorkflowNodeView> EndNodes(IEnumerable<WorkflowEdgeView> edges, string name) =>
        edges.Any(edge => edge.To == name) ? [new WorkflowNodeView { Name = name, Kind = NodeKinds.End.Name }] : [];

    /// <summary>A node of the definition may have the name: then the added one gets another.</summary>
    private static string FreeName(WorkflowPlan plan, NodeKind kind)
    {
        var name = kind.Name;
        while (plan.Find(name) is not null)
            name += "'";

        return name;
    }
}
