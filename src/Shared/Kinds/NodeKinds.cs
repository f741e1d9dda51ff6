using Workflows.Contracts;

namespace Workflows.Kinds;

/// <summary>
/// The table of node kinds. Plan, drawings, API and dashboard read what they need to know of one from here; what the engine does at a node stands in the engine,
/// what the dashboard says of it among its texts.
/// </summary>
internal static class NodeKinds
{
    public static readonly NodeKind Start = new() { Name = "Start", Mermaid = ("([", "])"), Dot = "shape=oval", Outline = NodeOutline.Pill, Glyph = "start", IsOnlyDrawn = true };

    public static readonly NodeKind Step = new() { Name = "Step", Glyph = "step" };

    public static readonly NodeKind Sleep = new() { Name = "Sleep", Mermaid = ("(", ")"), Dot = "shape=box, style=rounded", Glyph = "waiting", Waits = true };

    public static readonly NodeKind Wait = new() { Name = "Wait", Mermaid = ("{{", "}}"), Dot = "shape=hexagon", Glyph = "waiting", Waits = true };

    public static readonly NodeKind Decision = new() { Name = "Decision", Mermaid = ("{", "}"), Dot = "shape=diamond", Outline = NodeOutline.Sharp, Glyph = "decision" };

    public static readonly NodeKind Finish = new() { Name = "Finish", Mermaid = ("([", "])"), Dot = "shape=oval, peripheries=2", Outline = NodeOutline.Pill, EndsAs = WorkflowStatus.Completed };

    public static readonly NodeKind Fail = new() { Name = "Fail", Mermaid = ("([", "])"), Dot = "shape=octagon", Outline = NodeOutline.Pill, EndsAs = WorkflowStatus.Failed };

    /// <summary>Where a way leads that ends in no node of its own.</summary>
    public static readonly NodeKind End = new() { Name = "End", Mermaid = ("([", "])"), Dot = "shape=oval", Outline = NodeOutline.Pill, EndsAs = WorkflowStatus.Completed, IsOnlyDrawn = true };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NodeKind> All { get; } = [Start, Step, Sleep, Wait, Decision, Finish, Fail, End];

    /// <returns>The row of that name; where this release knows none, one with nothing but the name.</returns>
    public static NodeKind Of(string name) => All.FirstOrDefault(kind => kind.Name == name) ?? new NodeKind { Name = name };

    /// <inheritdoc cref="Of(string)"/>
    public static NodeKind Of(WorkflowNodeView node) => Of(node.Kind);
}
