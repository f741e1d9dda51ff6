namespace Workflows.Contracts;

/// <summary>A timer of an instance that has not gone off.</summary>
public sealed record WorkflowTimer
{
    /// <summary>The timer.</summary>
    public required Guid TimerId { get; init; }

    /// <summary>The instance.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Name of its workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>Version of the definition it runs on.</summary>
    public required int Version { get; init; }

    /// <summary>Its status: while it is Paused, a timer that is due waits for it to be resumed.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Business key of the instance.</summary>
    public string? Key { get; init; }

    /// <summary>What it is for; null: an earlier release set it.</summary>
    public WorkflowTimerPurpose? Purpose { get; init; }

    /// <summary>Name of the node that it moves; null: it is about the instance as a whole.</summary>
    public string? Node { get; init; }

    /// <summary>That node in its scopes: the text of a <see cref="WorkflowPlace"/>.</summary>
    public string? Place { get; init; }

    /// <summary>Number of the attempt that is pending, from 1, where it is in a step.</summary>
    public int? Attempt { get; init; }

    /// <summary>When it is due (UTC).</summary>
    public required DateTimeOffset DueAt { get; init; }
}
