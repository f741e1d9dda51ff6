namespace Workflows.Contracts;

/// <summary>Hands an event to one instance, whatever its key.</summary>
public sealed record SendWorkflowEvent : IWorkflowOperation
{
    /// <inheritdoc/>
    public required Guid InstanceId { get; init; }

    /// <summary>Id of the event: an instance takes it once. Default: the id of this message.</summary>
    public Guid? EventId { get; init; }

    /// <summary>Type of the event: its URN on the bus, its full name with namespace, or the short name where that is unambiguous.</summary>
    public required string MessageType { get; init; }

    /// <summary>URN of the type on the bus. Where it is given, <see cref="MessageType"/> is only for processes of a release that does not know it.</summary>
    public string? MessageUrn { get; init; }

    /// <summary>The event as JSON text.</summary>
    public required string Body { get; init; }

    /// <inheritdoc/>
    public string? Actor { get; init; }

    /// <inheritdoc/>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public Guid? JobId { get; init; }
}
