using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Definition;
using Workflows.Diagnostics;

namespace Workflows.Events;

/// <summary>Events that have no key for a wait: nobody can be meant, and the publisher does not know. Each is counted, the first of a kind is logged.</summary>
internal sealed class KeylessEvents(WorkflowMetrics metrics, ILogger<KeylessEvents> logger)
{
    private readonly ConcurrentDictionary<(string Workflow, string Wait, Type EventType), bool> _said = new();

    public void Note(DeliveredEvent delivered, string wait, EventCorrelation correlation)
    {
        metrics.EventWithoutKey(delivered.Workflow);
        if (_said.TryAdd((delivered.Workflow, wait, delivered.EventType), true))
            EventLog.EventWithoutKey(logger, delivered.EventType.Name, delivered.EventId, delivered.Workflow, wait, correlation.EventLabel ?? "its key");
    }
}
