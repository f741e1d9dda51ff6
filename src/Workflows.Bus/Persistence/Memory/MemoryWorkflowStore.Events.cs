using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

internal sealed partial class MemoryWorkflowStore
{
    public Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<Guid>>(
                [.. keys.SelectMany(pair => _tables.Subscribers.GetValueOrDefault((workflow, pair)) ?? []).Distinct()]);
        }
    }

    public Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<Guid>>(
                [.. _tables.Instances.Values
                    .Where(instance => instance.Current.Workflow == workflow && instance.Journal.Exists(entry => entry.EventTaken == eventId))
                    .Select(instance => instance.Current.Id)]);
        }
    }

    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var place = (parked.EventId, parked.Workflow, parked.Keys[0].Shelf);
            if (_tables.Parked.TryGetValue(place, out var known))
                known.Event = known.Event with { Keys = [.. known.Event.Keys.Union(parked.Keys)] };
            else
                _tables.Parked.Add(place, new MemoryParkedEvent(parked));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<ParkedEvent>>(
                [.. _tables.Parked.Values.Select(known => known.Event)
                    .Where(parked => parked.Workflow == workflow && parked.ExpiresAt > now)
                    .Select(parked => parked with { Keys = [.. parked.Keys.Intersect(keys)] })
                    .Where(parked => parked.Keys.Count > 0)
                    .OrderBy(parked => parked.ReceivedAt)]);
        }
    }

    public Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            if (_tables.Parked.TryGetValue((eventId, workflow, 'w'), out var known))
                known.IsOffered = true;
        }

        return Task.CompletedTask;
    }

    public Task ReleaseParkedAsync(Guid eventId, string workflow, WaitKey key, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var place = (eventId, workflow, key.Shelf);
            if (_tables.Parked.TryGetValue(place, out var known))
            {
                known.Event = known.Event with { Keys = [.. known.Event.Keys.Where(pair => pair != key)] };
                if (known.Event.Keys.Count == 0)
                    _tables.Parked.Remove(place);
            }
        }

        return Task.CompletedTask;
    }

    public Task<bool> HasOpenAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult(_tables.Instances.Values.Any(instance =>
                instance.Current.Workflow == workflow && instance.Current.Version == version && !instance.Current.Status.IsTerminal()));
        }
    }

    public Task<int> PurgeParkedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var expired = _tables.Parked.Where(known => known.Value.Event.ExpiresAt <= now).ToArray();
            foreach (var (place, _) in expired)
                _tables.Parked.Remove(place);

            return Task.FromResult(expired.Count(known => !known.Value.IsOffered));
        }
    }
}
