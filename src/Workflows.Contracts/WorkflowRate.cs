namespace Workflows.Contracts;

/// <summary>What happened to the instances of a workflow in one span of time.</summary>
public sealed record WorkflowRate
{
    /// <summary>Name of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>Begin of the span (UTC).</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Instances accepted in it.</summary>
    public long StartedCount { get; init; }

    /// <summary>Instances that completed in it.</summary>
    public long CompletedCount { get; init; }

    /// <summary>Instances that failed or were canceled in it.</summary>
    public long EndedOtherwiseCount { get; init; }

    /// <summary>Instances that came to stand open with an error in it, and still do.</summary>
    public long FaultedCount { get; init; }

    /// <summary>Half of those that completed took no longer, from acceptance to end. Null: none completed.</summary>
    public TimeSpan? MedianDuration { get; init; }

    /// <summary>Nineteen of twenty that completed took no longer. Null: none completed.</summary>
    public TimeSpan? NinetyFifthDuration { get; init; }
}
