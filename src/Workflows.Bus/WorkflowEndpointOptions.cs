namespace Workflows;

/// <summary>Settings of a receive endpoint.</summary>
public sealed class WorkflowEndpointOptions
{
    /// <summary>Messages that the broker hands to this process ahead. 1 to 65,535. Default: 128.</summary>
    public int PrefetchCount { get; set; } = 128;

    /// <summary>Messages handled at once in this process. 1 to 65,535. Default: 128.</summary>
    public int ConcurrentMessageLimit { get; set; } = 128;

    /// <summary>
    /// On RabbitMQ, a quorum queue: replicated, and its messages survive the loss of a node. The type of a queue that exists cannot be changed. Default: true.
    /// </summary>
    public bool QuorumQueue { get; set; } = true;

    /// <summary>Messages that are really handled at once: no more than the broker hands over.</summary>
    internal int Concurrency => Math.Min(PrefetchCount, ConcurrentMessageLimit);

    internal IEnumerable<string> Faults(string of)
    {
        if (PrefetchCount is < 1 or > ushort.MaxValue)
            yield return $"{of}: expected a PrefetchCount of 1 to 65,535, but it is {PrefetchCount}.";

        if (ConcurrentMessageLimit is < 1 or > ushort.MaxValue)
            yield return $"{of}: expected a ConcurrentMessageLimit of 1 to 65,535, but it is {ConcurrentMessageLimit}.";
    }
}
