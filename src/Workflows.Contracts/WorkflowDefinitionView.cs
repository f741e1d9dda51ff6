namespace Workflows.Contracts;

/// <summary>A definition as it was registered: its graph, without code.</summary>
public sealed record WorkflowDefinitionView
{
    /// <summary>Name of the workflow.</summary>
    public required string Name { get; init; }

    /// <summary>Version.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the receive endpoint of its instances.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Message types that start it.</summary>
    public IReadOnlyList<string> StartedBy { get; init; } = [];

    /// <summary>Nodes, in the order of the definition.</summary>
    public required IReadOnlyList<WorkflowNodeView> Nodes { get; init; }

    /// <summary>Edges.</summary>
    public required IReadOnlyList<WorkflowEdgeView> Edges { get; init; }

    /// <summary>When a process last registered it (UTC).</summary>
    public DateTimeOffset? RegisteredAt { get; init; }
}
