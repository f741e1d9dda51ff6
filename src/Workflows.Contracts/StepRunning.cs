using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>
/// An attempt goes on: sent again and again by a step worker that has no access to the store, so that the instance does not become stale meanwhile. A worker
/// that gives an address for responses is told whose the attempt is, with <see cref="StepRunningAnswer"/>.
/// </summary>
public sealed record StepRunning
{
    /// <summary>The instance.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Number of the token in its instance.</summary>
    public required int Token { get; init; }

    /// <summary>Number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>When the attempt began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Name of the process that runs it.</summary>
    public required string Worker { get; init; }

    /// <summary>The message that asks for the attempt was delivered again: whoever ran it before is gone or has lost it. Nothing runs yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Redelivered { get; init; }
}
