using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Definition;
using Workflows.Diagnostics;

namespace Workflows.Events;

/// <summary>Events that have no key for a wait, or one that no instance can have: nobody can be meant, and the publisher does not know. Each is counted, the first of a kind is logged.</summary>
internal sealed class KeylessEvents(WorkflowMetrics metrics, ILogger<KeylessEvents> logger)
{
    private readonly ConcurrentDictionary<(string Workflow, string Wait, Type EventType, bool HasKey), bool> _said = new();

    public void Note(DeliveredEvent delivered, string wait, EventCorrelation correlation)
    {
        if (IsFirst(delivered, wait, hasKey: false))
            EventLog.EventWithoutKey(logger, delivered.EventType.Name, delivered.EventId, delivered.Workflow, wait, Label(correlation));
    }

    /// <param name="delivered">The event.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="correlation">How the key is taken.</param>
    /// <param name="problem">Why no instance can have it, as a sentence.</param>
    public void NoteUnstorable(DeliveredEvent delivered, string wait, EventCorrelation correlation, string problem)
    {
        if (IsFirst(delivered, wait, hasKey: true))
            EventLog.EventWithUnstorableKey(logger, delivered.EventType.Name, delivered.EventId, delivered.Workflow, wait, Label(correlation), problem);
    }

    private bool IsFirst(DeliveredEvent delivered, string wait, bool hasKey)
    {
        metrics.EventWithoutKey(delivered.Workflow);
        return _said.TryAdd((delivered.Workflow, wait, delivered.EventType, hasKey), true);
    }

    private static string Label(EventCorrelation correlation) => correlation.EventLabel ?? "its key";
}
