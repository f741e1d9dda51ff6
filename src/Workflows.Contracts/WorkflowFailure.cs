namespace Workflows.Contracts;

/// <summary>Faulted instances that failed the same way: same workflow and node, same type of exception, same message but for its numbers and ids.</summary>
public sealed record WorkflowFailure
{
    /// <summary>Names the failure: see <see cref="WorkflowFingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Name of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>Name of the node; null: none was reached.</summary>
    public string? Node { get; init; }

    /// <summary>Full name of the exception type.</summary>
    public required string ErrorType { get; init; }

    /// <summary>The message, with what differs between instances taken out.</summary>
    public required string Message { get; init; }

    /// <summary>All of it on one line: "TimeoutException at charge: No answer within #."</summary>
    public string Summary => $"{ErrorType[(ErrorType.LastIndexOfAny(['.', '+']) + 1)..]}{(Node is null ? "" : $" at {Node}")}: {Message}";

    /// <summary>How many instances stand open with it.</summary>
    public required WorkflowCount Count { get; init; }

    /// <summary>When the first of them failed (UTC).</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When the last of them failed (UTC).</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Versions of the definition that it hit, in ascending order.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [];

    /// <summary>How many failed in each of the last 24 hours, the current one last. Empty: not known.</summary>
    public IReadOnlyList<int> PerHour { get; init; } = [];

    /// <summary>The instance that failed last.</summary>
    public required Guid SampleInstanceId { get; init; }

    /// <summary>Its message as it was.</summary>
    public string? SampleMessage { get; init; }
}
