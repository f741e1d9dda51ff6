namespace Workflows.Contracts;

/// <summary>Tries again what an instance faulted on, or makes the pending attempt of a retry happen now.</summary>
public sealed record RetryWorkflow : IWorkflowOperation
{
    /// <inheritdoc/>
    public required Guid InstanceId { get; init; }

    /// <summary>
    /// Which of several places that stand on an error: the text of a <see cref="WorkflowPlace"/>, or of a scope around some of them. Default: all of them. Refused
    /// where nothing stands on an error there, and where the instance stands as a whole.
    /// </summary>
    public string? Place { get; init; }

    /// <inheritdoc/>
    public string? Actor { get; init; }

    /// <inheritdoc/>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public Guid? JobId { get; init; }
}
