namespace Workflows.Contracts;

/// <summary>Which timers to list. Every condition that is set must hold.</summary>
public sealed record WorkflowTimerFilter
{
    /// <summary>Name of the workflow.</summary>
    public string? Workflow { get; init; }

    /// <summary>Due before (UTC).</summary>
    public DateTimeOffset? DueBefore { get; init; }
}
