using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Tells those who wait in this process that an instance has changed. Changes made elsewhere are found by asking the store.</summary>
internal sealed class InstanceSignals : ICommitObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<InstanceWatch>> _watches = [];
    private volatile int _watchedCount;

    /// <summary>Instances that somebody waits for.</summary>
    public int WatchedCount => _watchedCount;

    /// <returns>To be disposed by whoever waits no longer.</returns>
    public InstanceWatch Watch(Guid instanceId)
    {
        var watch = new InstanceWatch(this, instanceId);
        lock (_lock)
        {
            if (!_watches.TryGetValue(instanceId, out var watches))
                _watches.Add(instanceId, watches = []);

            watches.Add(watch);
            _watchedCount = _watches.Count;
        }

        return watch;
    }

    public void Committed(Transition transition)
    {
        if (_watchedCount == 0)
            return;

        lock (_lock)
        {
            foreach (var watch in _watches.GetValueOrDefault(transition.Instance.Id) ?? [])
                watch.Signal();
        }
    }

    internal void Remove(InstanceWatch watch)
    {
        lock (_lock)
        {
            if (_watches.TryGetValue(watch.InstanceId, out var watches) && watches.Remove(watch) && watches.Count == 0)
                _watches.Remove(watch.InstanceId);

            _watchedCount = _watches.Count;
        }
    }
}
