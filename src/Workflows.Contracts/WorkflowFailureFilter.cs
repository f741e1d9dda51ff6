namespace Workflows.Contracts;

/// <summary>Which failures to list. Every condition that is set must hold.</summary>
public sealed record WorkflowFailureFilter
{
    /// <summary>Name of the workflow.</summary>
    public string? Workflow { get; init; }

    /// <summary>Happened last at or after (UTC).</summary>
    public DateTimeOffset? LastFrom { get; init; }
}
