namespace Workflows.Contracts;

/// <summary>An event that a wait has not received yet.</summary>
/// <param name="EventType">Name of the message type on the bus: its URN.</param>
/// <param name="Key">Key that the event must carry; null: only an event sent to the instance is taken.</param>
public sealed record WorkflowAwaitedEvent(string EventType, string? Key = null);
