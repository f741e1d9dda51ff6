using Workflows.Contracts;

namespace Workflows.Persistence.Json;

/// <summary>The stored form of a definition's graph. Name, version and time of registration are columns beside it.</summary>
internal sealed class StoredDefinition
{
    public string Endpoint { get; set; } = "";

    public IReadOnlyList<string>? StartedBy { get; set; }

    public IReadOnlyList<WorkflowNodeView>? Nodes { get; set; }

    public IReadOnlyList<WorkflowEdgeView>? Edges { get; set; }

    /// <summary>Whoever registered it says for as long as it runs that it does.</summary>
    public bool Tracked { get; set; }

    public DateTimeOffset? RegisteredAt { get; set; }

    public IReadOnlyList<StoredDefinition>? Former { get; set; }

    /// <summary>Instances that rest do not all listen for what it has; who makes them do so stands beside it, in <c>changeHolder</c> and <c>changeHeldUntil</c>.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    public static StoredDefinition Of(WorkflowDefinitionView view) => new()
    {
        Endpoint = view.Endpoint,
        StartedBy = view.StartedBy,
        Nodes = view.Nodes,
        Edges = view.Edges,
        Tracked = true,
        Former = view.Former.Count == 0 ? null : [.. view.Former.Select(OfFormer)],
        ChangedAt = view.ChangedAt,
    };

    private static StoredDefinition OfFormer(WorkflowDefinitionView former)
    {
        var stored = Of(former);
        stored.RegisteredAt = former.RegisteredAt;
        stored.ChangedAt = null;
        return stored;
    }

    public WorkflowDefinitionView ToView(string name, int version, DateTimeOffset registeredAt) => new()
    {
        Name = name,
        Version = version,
        Endpoint = Endpoint,
        StartedBy = StartedBy ?? [],
        Nodes = [.. (Nodes ?? []).Select(Complete)],
        Edges = Edges ?? [],
        RegisteredAt = registeredAt,
        IsRegistered = Tracked ? false : null,
        Former = [.. (Former ?? []).Select(former => former.ToView(name, version, former.RegisteredAt ?? registeredAt))],
        ChangedAt = ChangedAt,
    };

    /// <summary>What an earlier release did not write is null, whatever the default of the property.</summary>
    private static WorkflowNodeView Complete(WorkflowNodeView node) => node is { Correlations: null } ? node with { Correlations = [] } : node;
}
