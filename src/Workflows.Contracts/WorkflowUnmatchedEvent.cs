namespace Workflows.Contracts;

/// <summary>
/// An event that came and that no instance listens for: too early, with a wrong key, or for an instance that is gone. It is kept for a while and taken by the first instance
/// that listens for it; then it is dropped.
/// </summary>
public sealed record WorkflowUnmatchedEvent
{
    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Its type, under the name that the store has for it.</summary>
    public required string EventType { get; init; }

    /// <summary>The waits that it could be for, each with the key that it carries there.</summary>
    public required IReadOnlyList<WorkflowUnmatchedKey> Keys { get; init; }

    /// <summary>The event as JSON text.</summary>
    public required string Body { get; init; }

    /// <summary>When it came (UTC).</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it is dropped (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A wait that an event could be for.</summary>
/// <param name="Workflow">Name of the workflow.</param>
/// <param name="Wait">Name of the wait.</param>
/// <param name="Key">The key that the event carries for it: nobody listens with that.</param>
public sealed record WorkflowUnmatchedKey(string Workflow, string Wait, string Key);
