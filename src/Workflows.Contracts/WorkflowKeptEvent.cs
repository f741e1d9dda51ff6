namespace Workflows.Contracts;

/// <summary>An event that came before its wait was reached.</summary>
/// <param name="EventType">Name of the message type on the bus: its URN.</param>
/// <param name="EventId">Its message id.</param>
/// <param name="ReceivedAt">When it came (UTC).</param>
/// <param name="Body">The event as JSON text.</param>
public sealed record WorkflowKeptEvent(string EventType, Guid EventId, DateTimeOffset ReceivedAt, string Body);
