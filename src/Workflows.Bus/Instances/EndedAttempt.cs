using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>How an attempt ended, kept until the definition says what comes of it. Its names are in the database: they never change.</summary>
internal sealed record EndedAttempt
{
    public StepOutcome Outcome { get; init; }

    /// <summary>What it changed in the state: a JSON Patch as text.</summary>
    public string? Patch { get; init; }

    /// <summary>What the step returned, as JSON.</summary>
    public string? Result { get; init; }

    public string? Reason { get; init; }

    public TimeSpan? ReattemptAfter { get; init; }

    public WorkflowError? Error { get; init; }

    /// <summary>Messages of the step, held back until the outcome is taken.</summary>
    public IReadOnlyList<HeldMessage>? Messages { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public TimeSpan Duration { get; init; }

    public string Worker { get; init; } = "";
}
