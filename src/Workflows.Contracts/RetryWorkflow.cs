namespace Workflows.Contracts;

/// <summary>Tries again what an instance faulted on, or makes the pending attempt of a retry happen now.</summary>
public sealed record RetryWorkflow : IWorkflowOperation
{
    /// <inheritdoc/>
    public required Guid InstanceId { get; init; }

    /// <inheritdoc/>
    public string? Actor { get; init; }

    /// <inheritdoc/>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public Guid? JobId { get; init; }
}
