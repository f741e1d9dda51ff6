using Workflows.Contracts;
using Workflows.Dashboard.Services.Graphs;

namespace Workflows.Dashboard.Services.Definitions;

/// <summary>A node that differs between two versions.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Before">What it was and where it led; null: it was not there.</param>
/// <param name="After">What it is and where it leads; null: it is not there any more.</param>
internal sealed record NodeChange(string Node, string? Before, string? After)
{
    public static IReadOnlyList<NodeChange> Between(WorkflowDefinitionView before, WorkflowDefinitionView after)
    {
        var (from, to) = (Describe(before), Describe(after));
        return [.. after.Nodes.Concat(before.Nodes).Select(node => node.Name)
            .Distinct(StringComparer.Ordinal)
            .Where(name => from.GetValueOrDefault(name) != to.GetValueOrDefault(name))
            .Select(name => new NodeChange(name, from.GetValueOrDefault(name), to.GetValueOrDefault(name)))];
    }

    private static Dictionary<string, string> Describe(WorkflowDefinitionView definition) =>
        definition.Nodes.DistinctBy(node => node.Name).ToDictionary(node => node.Name, node => Describe(node, definition.Edges), StringComparer.Ordinal);

    private static string Describe(WorkflowNodeView node, IEnumerable<WorkflowEdgeView> edges)
    {
        var exits = edges.Where(edge => edge.From == node.Name).Select(edge => edge.Label is null ? edge.To : $"{edge.Label}: {edge.To}");
        var label = NodeLabel.Of(node) is not { } says ? "" : $" ({says})";
        return $"{node.Kind}{label} → {string.Join(", ", exits.DefaultIfEmpty("nothing"))}";
    }
}
