using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>One opening of a node that has others within it: an iteration, an item, a branch. It is there from its opening to its end.</summary>
internal sealed record Scope
{
    /// <summary>The scope that it lies in, its node, and its index among the openings of that node.</summary>
    public required WorkflowPlace Place { get; init; }

    public required DateTimeOffset Since { get; init; }
}
