using System.Collections.Immutable;
using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>One record of the audit trail of an instance.</summary>
internal sealed record JournalEntry
{
    public required int Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required EntryKind Kind { get; init; }

    public string? Node { get; init; }

    /// <summary>The node in its scope; null: it happened at no node.</summary>
    public WorkflowPlace? Place { get; init; }

    public int? Token { get; init; }

    public int? Attempt { get; init; }

    public string? Actor { get; init; }

    public string? Reason { get; init; }

    public EntryDetail? Detail { get; init; }

    public WorkflowError? Error { get; init; }

    /// <summary>What it changed in the state: a JSON Patch as text.</summary>
    public string? Patch { get; init; }

    /// <summary>The job over many instances that the operation belongs to.</summary>
    public Guid? JobId { get; init; }

    /// <summary>The event that a wait took.</summary>
    public Guid? EventTaken => Kind == EntryKind.EventReceived ? Detail?.EventId : null;
}

/// <summary>What more there is to say of an entry. Only what applies is set.</summary>
internal sealed record EntryDetail
{
    /// <summary>Numbers of the tokens that are gone after it.</summary>
    public ImmutableArray<int>? Closed { get; init; }

    /// <summary>Tokens that came with it, and those that it stopped or set going again, as they stand after it.</summary>
    public ImmutableArray<OpenedToken>? Opened { get; init; }

    public string? Branch { get; init; }

    public string? EventType { get; init; }

    public Guid? EventId { get; init; }

    public Guid? MessageId { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public TimeSpan? Duration { get; init; }

    public string? Worker { get; init; }

    public string? Key { get; init; }

    public int? Version { get; init; }

    /// <summary>The starting state, as the journal's first entry keeps it.</summary>
    public string? State { get; init; }

    public int? MessageCount { get; init; }

    /// <summary>What a step returned or an operator gave in its place, or the event that a wait took, as JSON: for programs that go by it. Null: nothing is kept.</summary>
    public string? Result { get; init; }
}

/// <summary>A token as it stands after an entry: where, doing what, and when its timer is due.</summary>
internal sealed record OpenedToken(int Token, string Node, WorkflowTokenState State, DateTimeOffset? DueAt = null)
{
    /// <summary>The scope that it is in.</summary>
    public WorkflowPlace Scope { get; init; }
}
