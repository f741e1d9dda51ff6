namespace Workflows.Contracts;

/// <summary>Puts a faulted or paused instance back to a node; it goes on from there. The state stays as it is.</summary>
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
