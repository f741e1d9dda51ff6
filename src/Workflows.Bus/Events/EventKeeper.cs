using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Events;

/// <summary>Keeps events that no instance listens for yet, and those for versions that no process here knows.</summary>
internal sealed class EventKeeper(IInstanceGateway gateway, EventOptions options, TimeProvider time, ILogger<EventKeeper> logger)
{
    /// <summary>A version that was forgotten in a release is missed within that time. It is counted and logged when it passes.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromDays(30);

    /// <summary>A line for each event would bury it.</summary>
    private static readonly TimeSpan _silence = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Workflow, int Version, string EventType), DateTimeOffset> _said = new();

    /// <summary>
    /// Write, commit, then look at the other's table: the instance does the same the other way round, so whichever comes second sees the first.
    /// Looking only before the commit loses events.
    /// </summary>
    /// <returns>Who listens for it after all.</returns>
    public async Task<IReadOnlyList<Guid>> KeepAsync(DeliveredEvent delivered, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken)
    {
        var window = options.Windows.Of(delivered.EventType);
        if (window <= TimeSpan.Zero)
            return [];

        await gateway.ParkAsync(Parked(delivered, keys, window), cancellationToken);
        return await gateway.FindSubscribersAsync(delivered.Workflow, keys, cancellationToken);
    }

    /// <summary>Keeps an event until a process comes that knows the versions.</summary>
    public async Task KeepForVersionsAsync(DeliveredEvent delivered, IReadOnlyCollection<int> versions, CancellationToken cancellationToken)
    {
        await gateway.ParkAsync(Parked(delivered, [.. versions.Select(WaitKey.OfVersion)], _patience), cancellationToken);
        foreach (var version in versions)
            Say(MessageName.Of(delivered.EventType), delivered.EventId, delivered.Workflow, version);
    }

    /// <summary>
    /// Keeps an event that cannot be read here until a process comes that knows its type and one of the versions. Under an id of its own: it may come back while whoever
    /// sent it on has yet to forget the row that it did so from.
    /// </summary>
    public async Task KeepMessageAsync(StrangeEvent strange, IReadOnlyCollection<int> versions, string type, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await gateway.ParkAsync(
            new ParkedEvent
            {
                EventId = Guid.NewGuid(),
                Workflow = strange.Workflow,
                Keys = [.. versions.Select(WaitKey.OfMessage)],
                EventType = type,
                Body = strange.Content().ToJson(),
                ReceivedAt = strange.KeptSince ?? now,
                ExpiresAt = (strange.KeptSince ?? now) + _patience,
            },
            cancellationToken);
        foreach (var version in versions)
            Say(type, strange.EventId, strange.Workflow, version);
    }

    private ParkedEvent Parked(DeliveredEvent delivered, IReadOnlyList<WaitKey> keys, TimeSpan window)
    {
        var now = time.GetUtcNow();
        return new ParkedEvent
        {
            EventId = delivered.EventId,
            Workflow = delivered.Workflow,
            Keys = keys,
            EventType = MessageName.Of(delivered.EventType),
            Body = options.Json.Events.Serialize(delivered.Message, delivered.EventType),
            ReceivedAt = now,
            ExpiresAt = now + window,
            Context = delivered.Context,
        };
    }

    private void Say(string eventType, Guid eventId, string workflow, int version)
    {
        var now = time.GetUtcNow();
        var key = (workflow, version, eventType);
        if (_said.TryGetValue(key, out var last) && now - last < _silence)
            return;

        _said[key] = now;
        EventLog.EventKeptForVersion(logger, eventType, eventId, workflow, version);
    }
}
