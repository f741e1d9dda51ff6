namespace Workflows.Contracts;

/// <summary>An event that an instance listens for.</summary>
/// <param name="Wait">Name of the wait.</param>
/// <param name="EventType">Full name of the message type.</param>
/// <param name="Key">Key that the event must carry.</param>
public sealed record WorkflowSubscription(string Wait, string EventType, string Key);
