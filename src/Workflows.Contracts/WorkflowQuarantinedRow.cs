namespace Workflows.Contracts;

/// <summary>A row of the store that was tried again and again in vain and is left alone since, until somebody releases or discards it.</summary>
public sealed record WorkflowQuarantinedRow
{
    /// <summary>Id in the quarantine: what is released and discarded.</summary>
    public required Guid Id { get; init; }

    /// <summary>What kind of row it is.</summary>
    public required WorkflowQuarantineKind Kind { get; init; }

    /// <summary>Id of the instance, the timer or the event.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Name of the workflow, where it is one's.</summary>
    public string? Workflow { get; init; }

    /// <summary>Version of the workflow, where it is known.</summary>
    public int? Version { get; init; }

    /// <summary>The instance that it is about, where it is about one.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>What the last try failed with, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int TryCount { get; init; }

    /// <summary>When it failed first (UTC).</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>Since when it is left alone (UTC).</summary>
    public required DateTimeOffset QuarantinedAt { get; init; }

    /// <summary>The row itself as JSON, where it was taken out of its table; null: it is still there.</summary>
    public string? Content { get; init; }
}
