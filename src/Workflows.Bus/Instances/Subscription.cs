namespace Workflows.Instances;

/// <summary>A wait of an instance listening for an event.</summary>
/// <param name="Wait">Name of the wait.</param>
/// <param name="EventType">Full name of the message type.</param>
/// <param name="Key">Key that the event must carry.</param>
internal sealed record Subscription(string Wait, string EventType, string Key);
