namespace Workflows.Contracts;

/// <summary>The outcome of one attempt, sent by a step worker that has no access to the store.</summary>
public sealed record StepEnded
{
    /// <summary>The instance.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Number of the token in its instance.</summary>
    public required int Token { get; init; }

    /// <summary>Number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How it ended.</summary>
    public required StepOutcome Outcome { get; init; }

    /// <summary>What the step changed in the state: a JSON Patch (RFC 6902) as text. Null: nothing.</summary>
    public string? Patch { get; init; }

    /// <summary>Why, where the step gave a reason.</summary>
    public string? Reason { get; init; }

    /// <summary>How long to wait before the next attempt, for <see cref="StepOutcome.Reattempt"/>.</summary>
    public TimeSpan? ReattemptAfter { get; init; }

    /// <summary>The error, for <see cref="StepOutcome.Failed"/>.</summary>
    public WorkflowError? Error { get; init; }

    /// <summary>Messages that the step published or sent, held back until the outcome is committed.</summary>
    public IReadOnlyList<HeldMessage>? Messages { get; init; }

    /// <summary>When the attempt began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it ran.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Name of the process that ran it.</summary>
    public required string Worker { get; init; }
}
