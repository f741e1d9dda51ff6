using Workflows.Contracts;

namespace Workflows.Persistence.Json;

/// <summary>The stored form of a definition's graph. Name, version and time of registration are columns beside it.</summary>
internal sealed class StoredDefinition
{
    public string Endpoint { get; set; } = "";

    public IReadOnlyList<string>? StartedBy { get; set; }

    public IReadOnlyList<WorkflowNodeView>? Nodes { get; set; }

    public IReadOnlyList<WorkflowEdgeView>? Edges { get; set; }

    public static StoredDefinition Of(WorkflowDefinitionView view) => new()
    {
        Endpoint = view.Endpoint,
        StartedBy = view.StartedBy,
        Nodes = view.Nodes,
        Edges = view.Edges,
    };

    public WorkflowDefinitionView ToView(string name, int version, DateTimeOffset registeredAt) => new()
    {
        Name = name,
        Version = version,
        Endpoint = Endpoint,
        StartedBy = StartedBy ?? [],
        Nodes = Nodes ?? [],
        Edges = Edges ?? [],
        RegisteredAt = registeredAt,
    };
}
