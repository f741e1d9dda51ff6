namespace Workflows.Contracts;

/// <summary>Which instances to list. Every condition that is set must hold.</summary>
public sealed record WorkflowFilter
{
    /// <summary>Any of these statuses. Default: all.</summary>
    public IReadOnlyList<WorkflowStatus> Statuses { get; init; } = [];

    /// <summary>Name of the workflow.</summary>
    public string? Workflow { get; init; }

    /// <summary>Version of the definition.</summary>
    public int? Version { get; init; }

    /// <summary>Business key: the whole key, or its beginning when it ends in <c>*</c>.</summary>
    public string? Key { get; init; }

    /// <summary>Tags that it must carry, name and value.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Accepted at or after (UTC).</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Accepted before (UTC).</summary>
    public DateTimeOffset? CreatedBefore { get; init; }
}
