namespace Workflows.Contracts;

/// <summary>Goes on behind the node that an instance faulted on, as if it had completed.</summary>
public sealed record SkipWorkflowStep : IWorkflowOperation
{
    /// <inheritdoc/>
    public required Guid InstanceId { get; init; }

    /// <summary>
    /// Which of several places that stand on an error: the text of a <see cref="WorkflowPlace"/>, or of a scope around some of them. Default: all of them. Refused
    /// where nothing stands on an error there, and where the instance stands as a whole.
    /// </summary>
    public string? Place { get; init; }

    /// <summary>Members to set in the state in place of what the step would have done: a JSON object as text. Default: none.</summary>
    public string? Result { get; init; }

    /// <inheritdoc/>
    public string? Actor { get; init; }

    /// <inheritdoc/>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public Guid? JobId { get; init; }
}
