using System.Collections.Immutable;
using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>Where one branch of an instance stands. Its number fences messages: a number is never used twice in an instance.</summary>
internal sealed record Token
{
    public required int Id { get; init; }

    public required string Node { get; init; }

    /// <summary>The scope that the branch is in.</summary>
    public WorkflowPlace Scope { get; init; }

    /// <summary>The node in its scope.</summary>
    public WorkflowPlace Place => Scope.In(Node);

    public required WorkflowTokenState State { get; init; }

    /// <summary>When it came to the node.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Number of the attempt, from 1; 0 where nothing is attempted.</summary>
    public int Attempt { get; init; }

    /// <summary>Failures that count against the retry policy.</summary>
    public int FailureCount { get; init; }

    /// <summary>Attempts in a row whose worker went away.</summary>
    public int LossCount { get; init; }

    /// <summary>Stands for the event that started the instance, in the place of a token's number: those begin at 1.</summary>
    public const int Start = 0;

    /// <summary>
    /// Number of the token whose step message this one runs under, or <see cref="Start"/>, where a worker goes on by itself. If that message is
    /// delivered again, its worker is gone, and whoever gets it takes this token over.
    /// </summary>
    public int? CarriedBy { get; init; }

    public Guid? Timer { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>URNs of the event types that it waits for and no subscription tells of, because only events sent to the instance are taken.</summary>
    public ImmutableArray<string> EventTypes { get; init; } = [];

    /// <summary>URNs of the event types that the wait it stands at has received, where it is for several.</summary>
    public ImmutableArray<string> Received { get; init; } = [];

    /// <summary>The timer went off while the instance was held.</summary>
    public bool Elapsed { get; init; }

    /// <summary>How the attempt ended, where that came while the definition was missing.</summary>
    public EndedAttempt? Ended { get; init; }

    /// <summary>The error that it stands on, or that its last attempt failed with.</summary>
    public WorkflowError? Error { get; init; }

    /// <summary>When the running attempt began, once that is recorded.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The process that runs it, once that is recorded.</summary>
    public string? Worker { get; init; }

    /// <summary>When its message went out again, or its worker was last heard of; null: not since it came here or began.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>Its message may be out twice: whoever gets it has its start recorded before it runs.</summary>
    public bool Repeated { get; init; }

    /// <summary>Whether the recorded start is the one of that worker, which may have run the attempt before, too.</summary>
    public bool IsRunBy(string worker, DateTimeOffset startedAt) => Worker == worker && StartedAt == startedAt;

    /// <summary>Since when nobody has heard of a step that is out. Its message, and the worker that runs it, count as lost some time after that.</summary>
    public DateTimeOffset SilentSince => HeardAt ?? (StartedAt > Since ? StartedAt.Value : Since);
}
