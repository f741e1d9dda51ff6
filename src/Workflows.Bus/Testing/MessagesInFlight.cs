namespace Workflows.Testing;

/// <summary>Messages that were sent and are not handled yet, and those that endpoints are handling.</summary>
internal sealed class MessagesInFlight(ActivitySignal signal)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<MessageInQueue, SentMessage> _sent = [];
    private readonly HashSet<Delivery> _deliveries = [];
    private readonly HashSet<string> _endpoints = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FaultedMessage> _faults = [];
    private readonly List<object> _history = [];
    private readonly HashSet<Guid> _known = [];

    public IReadOnlyList<FaultedMessage> Faults
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    /// <summary>What went out, oldest first. What goes out again under its id counts once.</summary>
    public IReadOnlyList<object> Sent
    {
        get
        {
            lock (_lock)
                return [.. _history];
        }
    }

    public IReadOnlyList<Delivery> Deliveries
    {
        get
        {
            lock (_lock)
                return [.. _deliveries];
        }
    }

    /// <summary>What lies in queues, a text for each kind of message.</summary>
    public IReadOnlyList<string> Queued
    {
        get
        {
            lock (_lock)
                return [.. _sent.GroupBy(sent => (sent.Value.MessageType, sent.Key.Queue)).Select(group => $"{group.Sum(sent => sent.Value.Count)} {group.Key.MessageType} in the queue {group.Key.Queue}")];
        }
    }

    /// <summary>An endpoint is ready: what reaches its queue is handled.</summary>
    public void Open(string endpoint)
    {
        lock (_lock)
            _endpoints.Add(endpoint);
    }

    /// <summary>An endpoint stops: what lies in its queue stays there.</summary>
    public void Close(string endpoint)
    {
        lock (_lock)
        {
            _endpoints.Remove(endpoint);
            foreach (var place in _sent.Keys.Where(place => StringComparer.OrdinalIgnoreCase.Equals(place.Queue, endpoint)).ToArray())
                _sent.Remove(place);
        }

        signal.Changed();
    }

    public void Add(Guid messageId, string messageType, IEnumerable<string> queues, int count)
    {
        lock (_lock)
        {
            foreach (var queue in queues.Where(_endpoints.Contains))
            {
                var place = new MessageInQueue(messageId, queue);
                var left = _sent.GetValueOrDefault(place).Count + count;
                if (left > 0)
                    _sent[place] = new SentMessage(messageType, left);
                else
                    _sent.Remove(place);
            }
        }

        signal.Changed();
    }

    /// <summary>Whether a message lies in some queue or is being handled.</summary>
    public bool Contains(Guid messageId)
    {
        lock (_lock)
            return _sent.Keys.Any(place => place.MessageId == messageId) || _deliveries.Any(delivery => delivery.MessageId == messageId);
    }

    public Delivery Begin(Guid? messageId, string endpoint)
    {
        var delivery = new Delivery(messageId, endpoint);
        lock (_lock)
        {
            _deliveries.Add(delivery);
            var place = new MessageInQueue(messageId ?? Guid.Empty, endpoint);
            if (_sent.TryGetValue(place, out var sent))
            {
                delivery.MessageType = sent.MessageType;
                if (sent.Count > 1)
                    _sent[place] = sent with { Count = sent.Count - 1 };
                else
                    _sent.Remove(place);
            }
        }

        return delivery;
    }

    public void End(Delivery delivery)
    {
        lock (_lock)
            _deliveries.Remove(delivery);

        signal.Changed();
    }

    public void Note(Guid? messageId, object message)
    {
        lock (_lock)
        {
            if (messageId is not { } id || _known.Add(id))
                _history.Add(message);
        }
    }

    public void Fault(FaultedMessage fault)
    {
        lock (_lock)
            _faults.Add(fault);
    }

    private readonly record struct MessageInQueue(Guid MessageId, string Queue);

    private readonly record struct SentMessage(string MessageType, int Count);
}
