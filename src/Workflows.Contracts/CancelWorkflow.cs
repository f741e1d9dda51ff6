namespace Workflows.Contracts;

/// <summary>Ends an instance for good: timers and subscriptions go, a running step's token is signaled.</summary>
public sealed record CancelWorkflow : IWorkflowOperation
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
