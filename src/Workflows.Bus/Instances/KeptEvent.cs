using System.Collections.Immutable;
using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>An event that came before its wait was reached.</summary>
/// <param name="Id">Its message id.</param>
/// <param name="EventType">Name of the message type on the bus: its URN.</param>
/// <param name="Body">The event as JSON text.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Waits">The waits that it is for, each in its scope.</param>
internal sealed record KeptEvent(Guid Id, string EventType, string Body, DateTimeOffset ReceivedAt, ImmutableArray<WorkflowPlace> Waits)
{
    /// <summary>What came with it; null: it was kept before that was stored.</summary>
    public EventContext? Context { get; init; }
}
