namespace Workflows.Contracts;

/// <summary>
/// An attempt goes on: sent again and again by a step worker that has no access to the store, so that the instance does not become stale meanwhile.
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
}
