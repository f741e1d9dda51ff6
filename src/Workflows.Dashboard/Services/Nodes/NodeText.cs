using Workflows.Contracts;
using Workflows.Dashboard.Services.Graphs;
using Workflows.Dashboard.Services.Timelines;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Nodes;

/// <summary>What the dashboard says of nodes of a kind. What has a default is said of a kind that only a newer release knows.</summary>
internal sealed record NodeText
{
    public required NodeKind Kind { get; init; }

    /// <summary>What a retry repeats there, a sentence each, from its name; empty: nothing but the attempt.</summary>
    public Func<string, IReadOnlyList<string>> Retry { get; init; } = _ => [];

    /// <summary>What a rewind behind it repeats there; its name stands before it.</summary>
    public string Again { get; init; } = "is come to again";

    /// <summary>What a skip leaves out there and where the instance goes on, a sentence each.</summary>
    public Func<NodeExits, IReadOnlyList<string>> Skip { get; init; } =
        exits => [$"What {exits.Name} should have done is not done. {exits.GoesOn}", "Later steps may miss what it would have put into the state."];

    /// <summary>Its second line in a definition, where no instance stands at it.</summary>
    public Func<WorkflowNodeView, string?> Idle { get; init; } = node => NodeLabel.Of(node) ?? node.Kind;

    /// <summary>Its second line where the instance has not been.</summary>
    public Func<WorkflowNodeView, string?> Ahead { get; init; } = node => NodeLabel.Of(node) ?? NodeTexts.NotReached;

    /// <summary>Its second line where the instance went on; null: how long it took, in how many attempts.</summary>
    public Func<Lane, string>? Passed { get; init; }
}
