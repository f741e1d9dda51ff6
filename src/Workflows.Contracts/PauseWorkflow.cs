namespace Workflows.Contracts;

/// <summary>Holds an instance: a running step finishes, nothing further is dispatched.</summary>
public sealed record PauseWorkflow : IWorkflowOperation
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
