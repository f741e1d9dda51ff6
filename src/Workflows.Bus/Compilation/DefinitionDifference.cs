using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Compilation;

/// <summary>What is different in a definition from one that stood under the same name and version before.</summary>
internal sealed class DefinitionDifference(WorkflowDefinitionView before, WorkflowDefinitionView now)
{
    private const int Most = 5;

    /// <summary>Nodes that only the earlier one has.</summary>
    public IReadOnlyList<string> Gone { get; } = Missing(before, now);

    /// <summary>Nodes that only the later one has.</summary>
    public IReadOnlyList<string> Added { get; } = Missing(now, before);

    /// <summary>Nodes of another kind, or waits that some event of before is missing from.</summary>
    public IReadOnlyList<string> Changed { get; } =
        [.. from old in RealNodes(before) from node in RealNodes(now) where node.Name == old.Name && IsOther(old, node) select node.Name];

    /// <summary>Waits that listen otherwise for events that they were for, or for more events.</summary>
    public IReadOnlyList<WaitDifference> Listening { get; } =
        [.. from old in RealNodes(before) from node in RealNodes(now) where node.Name == old.Name && WaitDifference.Between(old, node) is not null select WaitDifference.Between(old, node)];

    /// <summary>Nodes that lead elsewhere.</summary>
    public IReadOnlyList<string> Rerouted { get; } =
        [.. from old in before.Nodes from node in now.Nodes where node.Name == old.Name && !Ways(before, old.Name).SetEquals(Ways(now, node.Name)) select node.Name];

    /// <returns>What is different, in words; empty: nothing.</returns>
    public string Text => string.Join("; ", new[] { Part("gone", Gone), Part("new", Added), Part("of another kind or for other events", Changed), PartOf(Listening), Part("leading elsewhere", Rerouted) }.OfType<string>());

    private static string? Part(string what, IReadOnlyList<string> nodes) => nodes.Count == 0 ? null : $"{what}: {NodeNames.Of(nodes)}";

    private static string? PartOf(IReadOnlyList<WaitDifference> waits) =>
        waits.Count == 0 ? null : $"listening otherwise: {string.Join(", ", waits.Take(Most))}{(waits.Count > Most ? $" and {waits.Count - Most} more" : "")}";

    private static string[] Missing(WorkflowDefinitionView from, WorkflowDefinitionView other) =>
        [.. RealNodes(from).Select(node => node.Name).Except(RealNodes(other).Select(node => node.Name), StringComparer.Ordinal)];

    private static bool IsOther(WorkflowNodeView before, WorkflowNodeView now) => before.Kind != now.Kind || EventNames.Of(before).Except(EventNames.Of(now), StringComparer.Ordinal).Any();

    private static HashSet<WorkflowEdgeView> Ways(WorkflowDefinitionView definition, string node) => [.. definition.Edges.Where(edge => edge.From == node)];

    /// <summary>Begin and end stand in no definition.</summary>
    private static IEnumerable<WorkflowNodeView> RealNodes(WorkflowDefinitionView definition) => definition.Nodes.Where(node => !NodeKinds.Of(node).IsOnlyDrawn);
}
