using Workflows.Contracts;
using Workflows.Dashboard.Services.Graphs;

namespace Workflows.Dashboard.Services.Definitions;

/// <summary>One version of a workflow.</summary>
internal sealed record DefinitionModel
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Name { get; init; }

    public required int Version { get; init; }

    public required IReadOnlyList<VersionLine> Versions { get; init; }

    /// <summary>Null: open instances run on it, but no process registered it.</summary>
    public required WorkflowDefinitionView? Definition { get; init; }

    /// <summary>Its graph with how many instances stand at each node.</summary>
    public required GraphModel? Graph { get; init; }

    /// <summary>How many instances stand at each node; null: could not be read.</summary>
    public required IReadOnlyList<WorkflowNodeCount>? Counts { get; init; }

    /// <summary>Compared with which version; null: not compared.</summary>
    public int? ComparedWith { get; init; }

    /// <summary>What differs from that version.</summary>
    public IReadOnlyList<NodeChange> Changes { get; init; } = [];

    public required IReadOnlyList<string> Faults { get; init; }

    public string? WhyNotOperate { get; init; }
}
