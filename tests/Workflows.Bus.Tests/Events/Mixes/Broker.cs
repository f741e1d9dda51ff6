namespace Workflows.Tests.Events.Mixes;

/// <summary>Queues that stay, each with a copy of what is published; one of the processes that take messages from a queue gets each.</summary>
internal sealed class Broker(Random random)
{
    private const int MostHops = 20;

    private readonly Dictionary<string, List<Copy>> _queues = [];
    private readonly Dictionary<string, HashSet<Type>> _bindings = [];
    private readonly List<Process> _running = [];

    public IReadOnlyList<Process> Running => _running;

    public void Start(Process process)
    {
        _running.Add(process);
        foreach (var endpoint in process.Endpoints)
        {
            _queues.TryAdd(endpoint, []);
            _bindings.TryAdd(endpoint, []);
            _bindings[endpoint].UnionWith(process.EventTypesAt(endpoint));
        }
    }

    public void StopAll() => _running.Clear();

    /// <summary>One copy to each queue that anything was ever bound to which the message is.</summary>
    public void Publish(Guid eventId, object message)
    {
        foreach (var (name, queue) in _queues)
        {
            if (_bindings[name].Any(type => type.IsInstanceOfType(message)))
                queue.Add(new Copy(eventId, message));
        }
    }

    public void Enqueue(string queue, Copy copy) => _queues[queue].Add(copy);

    /// <summary>Whether a queue that a running process takes messages from has one.</summary>
    public bool HasWork => _queues.Any(queue => queue.Value.Count > 0 && _running.Any(process => process.Endpoints.Contains(queue.Key)));

    /// <summary>Delivers in any order until nothing is left that a running process takes.</summary>
    public async Task DrainAsync()
    {
        while (true)
        {
            var next = _queues.Where(queue => queue.Value.Count > 0 && _running.Any(process => process.Endpoints.Contains(queue.Key))).ToArray();
            if (next.Length == 0)
                return;

            var (name, copies) = next[random.Next(next.Length)];
            var copy = copies[random.Next(copies.Count)];
            copies.Remove(copy);
            var takers = _running.Where(process => process.Endpoints.Contains(name)).ToArray();
            await takers[random.Next(takers.Length)].TakeAsync(name, copy, this);
        }
    }

    internal sealed record Copy(Guid EventId, object Message, IReadOnlyList<int>? OnlyFor = null, int HopCount = 0)
    {
        public DateTimeOffset? KeptSince { get; init; }

        public bool TryPassOn(string queue, IEnumerable<int> versions, Broker broker)
        {
            if (HopCount == MostHops)
                return false;

            broker.Enqueue(queue, this with { OnlyFor = [.. versions], HopCount = HopCount + 1 });
            return true;
        }

        /// <summary>The types that its envelope names.</summary>
        public IEnumerable<Type> Types => new[] { Message.GetType(), Message.GetType().BaseType! }.Where(type => type != typeof(object));
    }
}
