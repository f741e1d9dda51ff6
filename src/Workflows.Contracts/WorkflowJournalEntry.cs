namespace Workflows.Contracts;

/// <summary>One record of the audit trail: a fact, with its time and, where a person acted, who and why.</summary>
public sealed record WorkflowJournalEntry
{
    /// <summary>Number in the journal of its instance, from 1, without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it happened (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, in the past tense: <c>StepCompleted</c>, <c>WorkflowPaused</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The node it happened at.</summary>
    public string? Node { get; init; }

    /// <summary>The node in its scopes: the text of a <see cref="WorkflowPlace"/>.</summary>
    public string? Place { get; init; }

    /// <summary>The token it happened to.</summary>
    public int? Token { get; init; }

    /// <summary>Number of the attempt, from 1, for what happened to a step.</summary>
    public int? Attempt { get; init; }

    /// <summary>Who acted; null: the engine.</summary>
    public string? Actor { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>More about it: times, durations, message ids, the branch that was taken, the nodes it opened. JSON text.</summary>
    public string? Detail { get; init; }

    /// <summary>The error, for what failed.</summary>
    public WorkflowError? Error { get; init; }

    /// <summary>What it changed in the state: a JSON Patch (RFC 6902) as text.</summary>
    public string? Patch { get; init; }
}
