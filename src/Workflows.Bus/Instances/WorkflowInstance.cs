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

    public WorkflowError? Error { get; init; }

    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the instance counts as forgotten if nothing has happened to it: the sweeper drives it on. Null: it may rest for ever.</summary>
    public DateTimeOffset? StaleAt { get; init; }

    /// <summary>The token that stands for the instance where one place is shown.</summary>
    public Token? CurrentToken => Execution.Tokens.IsEmpty ? null : Execution.Tokens[0];
}
