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

    /// <summary>
    /// Whether a running process has its class. Null: not known, for a process of an earlier release of this library registered it, which does not say
    /// whether it runs.
    /// </summary>
    public bool? IsRegistered { get; init; }

    /// <summary>Names of the running processes that have its class, as they stand in journals.</summary>
    public IReadOnlyList<string> Processes { get; init; } = [];

    /// <summary>
    /// Definitions that stood under the same name and version before and differ, the latest first: open instances may have begun with them, and stand at
    /// nodes of theirs. Empty once a process starts while no instance of the version is open.
    /// </summary>
    public IReadOnlyList<WorkflowDefinitionView> Former { get; init; } = [];

    /// <summary>
    /// When it took the place of another under its name and version (UTC), for as long as instances that rest are still made to listen for what it has now.
    /// Null: they do, or nothing has changed.
    /// </summary>
    public DateTimeOffset? ChangedAt { get; init; }
}
