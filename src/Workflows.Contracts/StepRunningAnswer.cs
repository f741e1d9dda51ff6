namespace Workflows.Contracts;

/// <summary>Answers a <see cref="StepRunning"/>: whether the attempt is that worker's.</summary>
public sealed record StepRunningAnswer
{
    /// <summary>The instance.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Number of the token in its instance.</summary>
    public required int Token { get; init; }

    /// <summary>Number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>False: the attempt is over, or another worker runs it. What the asking worker makes of it counts for nothing.</summary>
    public required bool IsYours { get; init; }
}
