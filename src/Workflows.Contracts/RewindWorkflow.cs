namespace Workflows.Contracts;

/// <summary>
/// Puts a faulted or paused instance back to a node that it has passed, or stands at; it goes on from there, and what is behind that node happens again. The
/// state stays as it is. Refused for a node that it has not passed: forward it would leave out what lies between.
/// </summary>
public sealed record RewindWorkflow : IWorkflowOperation
{
    /// <inheritdoc/>
    public required Guid InstanceId { get; init; }

    /// <summary>Name of the node to go on from.</summary>
    public required string Node { get; init; }

    /// <inheritdoc/>
    public string? Actor { get; init; }

    /// <inheritdoc/>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public Guid? JobId { get; init; }
}
