namespace Workflows.Contracts;

/// <summary>Lets a paused instance go on. What fell due meanwhile happens at once.</summary>
public sealed record ResumeWorkflow : IWorkflowOperation
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
