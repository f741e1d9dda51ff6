namespace Workflows.Contracts;

/// <summary>
/// A command of an operator to one instance. Publish it from any service on the bus; sent as a request it is answered with
/// <see cref="WorkflowOperationAccepted"/> or <see cref="WorkflowOperationRefused"/>.
/// </summary>
public interface IWorkflowOperation
{
    /// <summary>The instance.</summary>
    Guid InstanceId { get; }

    /// <summary>Who commands it, for the journal.</summary>
    string? Actor { get; }

    /// <summary>Why, for the journal.</summary>
    string? Reason { get; }

    /// <summary>The job over many instances that it belongs to, for the journal.</summary>
    Guid? JobId { get; }
}
