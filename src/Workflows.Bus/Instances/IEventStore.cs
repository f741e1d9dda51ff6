namespace Workflows.Instances;

/// <summary>Who listens for an event, and events that nobody listened for yet.</summary>
internal interface IEventStore
{
    /// <returns>Ids of the instances of the workflow that listen with one of the wait-and-key pairs; each once.</returns>
    Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken);

    /// <returns>Ids of the instances of the workflow whose journals say that they took the event; each once.</returns>
    Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken);

    /// <summary>Keeps an event that matched nothing. Keeping it twice (same id, workflow, wait and key) is one.</summary>
    Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken);

    /// <returns>Events kept for one of the pairs that have not expired at <paramref name="now"/>, oldest first; each once.</returns>
    Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes that an instance took a kept event, so that it does not count as dropped when it expires.</summary>
    Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken);

    /// <summary>Deletes kept events that have expired.</summary>
    /// <returns>How many of them no instance had taken.</returns>
    Task<int> PurgeParkedAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A wait and the key that it listens with.</summary>
internal readonly record struct WaitKey(string Wait, string Key);

/// <summary>An event that came before any instance listened for it.</summary>
internal sealed record ParkedEvent
{
    public required Guid EventId { get; init; }

    public required string Workflow { get; init; }

    /// <summary>The pairs it is for.</summary>
    public required IReadOnlyList<WaitKey> Keys { get; init; }

    public required string EventType { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
