namespace Workflows.Contracts;

/// <summary>An event that a wait has not received yet.</summary>
/// <param name="EventType">Full name of the message type.</param>
/// <param name="Key">Key that the event must carry; null: only an event sent to the instance is taken.</param>
public sealed record WorkflowAwaitedEvent(string EventType, string? Key = null);
