namespace Workflows.Contracts;

/// <summary>Which waits to list. Every condition that is set must hold.</summary>
public sealed record WorkflowWaitFilter
{
    /// <summary>Name of the workflow.</summary>
    public string? Workflow { get; init; }

    /// <summary>URN of the event type, or its full name with namespace.</summary>
    public string? EventType { get; init; }
}
