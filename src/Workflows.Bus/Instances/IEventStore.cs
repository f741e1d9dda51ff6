using System.Globalization;
using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>Who listens for an event, and events that nobody listened for yet.</summary>
internal interface IEventStore
{
    /// <returns>Ids of the instances of the workflow that listen with one of the wait-and-key pairs; each once.</returns>
    Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken);

    /// <returns>Whether an instance of that version has not ended.</returns>
    Task<bool> HasOpenAsync(string workflow, int version, CancellationToken cancellationToken);

    /// <returns>Ids of the instances of the workflow whose journals say that they took the event; each once.</returns>
    Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken);

    /// <summary>Keeps an event that matched nothing. Keeping it twice (same id, workflow, wait and key) is one.</summary>
    Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken);

    /// <returns>Events kept for one of the pairs that have not expired at <paramref name="now"/>, oldest first; each once.</returns>
    Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Forgets that an event is kept for a pair.</summary>
    Task ReleaseParkedAsync(Guid eventId, string workflow, WaitKey key, CancellationToken cancellationToken);

    /// <summary>Notes that an instance took a kept event, so that it does not count as dropped when it expires.</summary>
    Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken);

    /// <summary>Deletes kept events that have expired.</summary>
    /// <returns>How many of them no instance had taken.</returns>
    Task<int> PurgeParkedAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A wait and the key that it listens with.</summary>
internal readonly record struct WaitKey(string Wait, string Key)
{
    /// <summary>Stands for all waits of a version, whatever their keys. No node has an empty name.</summary>
    public static WaitKey OfVersion(int version) => new("", version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Stands for a message that nobody here could read: it is kept as it came, for a version that takes it. No node has a blank name.</summary>
    public static WaitKey OfMessage(int version) => new(" ", version.ToString(CultureInfo.InvariantCulture));

    /// <summary>What is kept under the key: <c>w</c> an event for a wait, <c>v</c> one for a version, <c>m</c> a message.</summary>
    public char Shelf => Wait switch { "" => 'v', " " => 'm', _ => 'w' };
}

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

    /// <summary>What came with it; null: it was kept before that was stored.</summary>
    public EventContext? Context { get; init; }

    /// <summary>Why its row cannot be read; null: it can.</summary>
    public string? Unreadable { get; init; }
}
