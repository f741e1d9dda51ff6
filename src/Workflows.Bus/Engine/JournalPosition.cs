using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>Where an instance stood after an entry of its journal.</summary>
internal sealed record JournalPosition
{
    /// <summary>Number of the entry; 0: before the first.</summary>
    public int Sequence { get; init; }

    public WorkflowStatus Status { get; init; }

    /// <summary>The open tokens, in the order they were opened. A state tells running, waiting and stopped branches apart, no finer.</summary>
    public ImmutableArray<OpenedToken> Tokens { get; init; } = [];

    /// <summary>The user's state as JSON text.</summary>
    public required string State { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>Its definition was missing.</summary>
    public bool IsUndefined { get; init; }

    /// <summary>A message of a step could not be sent.</summary>
    public bool HasUnsendable { get; init; }
}
