namespace Workflows.Contracts;

/// <summary>Narrows the list of what is in quarantine.</summary>
public sealed record WorkflowQuarantineFilter
{
    /// <summary>Only rows of this kind. Default: all.</summary>
    public WorkflowQuarantineKind? Kind { get; init; }

    /// <summary>Only what is about this instance. Default: all.</summary>
    public Guid? InstanceId { get; init; }
}
