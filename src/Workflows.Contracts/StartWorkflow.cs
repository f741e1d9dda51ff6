namespace Workflows.Contracts;

/// <summary>
/// Starts an instance. Publish it from any service on the bus, also one without a database.
/// Sent as a request it is answered with <see cref="WorkflowStartAccepted"/> or <see cref="WorkflowOperationRefused"/>.
/// </summary>
public sealed record StartWorkflow
{
    /// <summary>Name of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>The starting state as JSON text.</summary>
    public required string State { get; init; }

    /// <summary>Id of the new instance. A second start with the same id finds the first. Default: derived from the id of this message.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>Business key, instead of the one that the definition's <c>UniqueBy</c> takes from the state.</summary>
    public string? Key { get; init; }

    /// <summary>Names and values to find the instance by.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Headers for the instance to carry, beside those of this message that are chosen with <c>CarryHeader</c>: they go with every message of its steps. At most 32, names up to 100 and values up to 2,000 characters.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>When to start (UTC). Default: at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Who starts it, for the journal.</summary>
    public string? Actor { get; init; }

    /// <summary>Why, for the journal.</summary>
    public string? Reason { get; init; }
}
