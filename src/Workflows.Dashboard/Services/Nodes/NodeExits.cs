using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Nodes;

/// <summary>Where an instance can go from a node, in words that can be shown.</summary>
internal sealed class NodeExits(WorkflowDefinitionView definition, string node)
{
    public string Name => Shorten(node);

    /// <summary>A sentence: where the instance goes on that leaves it by its own way.</summary>
    public string GoesOn => definition.Edges.FirstOrDefault(edge => edge.From == node && edge.Label is null)?.To is { } next && !IsEnd(next)
        ? $"The instance goes on at {Shorten(next)}."
        : "The instance ends as Completed: nothing is behind it.";

    public bool HasTimeout => definition.Edges.Any(edge => edge.From == node && edge.Label == "timeout");

    /// <summary>The first node that all of its ways come to; null: the end.</summary>
    public string? Behind => definition.Nodes.FirstOrDefault(known => known.Name != node && Ways.Count > 0 && IsBehind(known)) is { } behind && !IsEnd(behind) ? Shorten(behind.Name) : null;

    /// <summary>Nodes that some of its ways come to, but not all.</summary>
    public IReadOnlyList<string> Between =>
        [.. definition.Nodes.Where(known => Ways.Any(way => way.Contains(known.Name)) && !IsBehind(known) && !IsEnd(known)).Select(known => Shorten(known.Name))];

    private IReadOnlyList<IReadOnlySet<string>> Ways => field ??= [.. definition.Edges.Where(edge => edge.From == node).Select(edge => Reachable.From(definition, edge.To))];

    private bool IsBehind(WorkflowNodeView known) => Ways.All(way => way.Contains(known.Name));

    /// <summary>By its kind: a node of the definition may be called as the mark of the end is. A mark that is not among the nodes has only its name.</summary>
    private bool IsEnd(string name) => definition.Nodes.FirstOrDefault(known => known.Name == name) is { } target ? IsEnd(target) : NodeKinds.Of(name) == NodeKinds.End;

    private static bool IsEnd(WorkflowNodeView known) => NodeKinds.Of(known) == NodeKinds.End;

    private static string Shorten(string name) => Shown.Line(name, 100);
}
