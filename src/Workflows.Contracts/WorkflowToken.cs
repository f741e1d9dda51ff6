namespace Workflows.Contracts;

/// <summary>One active branch of an instance: where it stands and what will move it.</summary>
public sealed record WorkflowToken
{
    /// <summary>Number of the token in its instance.</summary>
    public required int Token { get; init; }

    /// <summary>Name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>What the branch does there.</summary>
    public required WorkflowTokenState State { get; init; }

    /// <summary>The node in its scopes: the text of a <see cref="WorkflowPlace"/>.</summary>
    public required string Place { get; init; }

    /// <summary>Number of the attempt, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>When it came to the node (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When its timer is due (UTC).</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the running attempt began (UTC), once it has been running for a moment.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The error that it stands on, or that its last attempt failed with.</summary>
    public WorkflowError? Error { get; init; }

    /// <summary>The process that runs it.</summary>
    public string? Worker { get; init; }
}
