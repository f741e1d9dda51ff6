using System.Collections.Immutable;
using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>One run of a definition. Immutable: a transition makes the next one.</summary>
internal sealed record WorkflowInstance
{
    public required Guid Id { get; init; }

    public required string Workflow { get; init; }

    public required int Version { get; init; }

    public required WorkflowStatus Status { get; init; }

    /// <summary>Number of committed transitions. 0: not stored yet.</summary>
    public long Revision { get; init; }

    public string? Key { get; init; }

    public ImmutableDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The user's state as JSON text, always as the serializer wrote it.</summary>
    public required string State { get; init; }

    public required Execution Execution { get; init; }

    /// <summary>What is wrong, or why it ended; of several errors the worst. See <see cref="InstanceError"/>.</summary>
    public WorkflowError? Error { get; init; }

    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the instance becomes stale if nothing has happened to it: the sweeper drives it on. Null: it may rest for ever.</summary>
    public DateTimeOffset? StaleAt { get; init; }

    /// <summary>Why the rest of its row cannot be read; null: it can. Tags, execution and error are empty then, and nothing may be decided about it.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What happened to it, from its first entry to <see cref="Execution.LastEntry"/>, for a decision that needs it; null: nobody read it. It is not stored with the row.</summary>
    public IReadOnlyList<JournalEntry>? Journal { get; init; }

    /// <summary>The token that stands for the instance where one place is shown: the most urgent.</summary>
    public Token? CurrentToken => Execution.Tokens.Length < 2 ? Execution.Tokens.FirstOrDefault() : Execution.Tokens.MinBy(token => Urgency.Of(token.State));
}
