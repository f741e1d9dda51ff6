namespace Workflows.Contracts;

/// <summary>An event that an instance listens for.</summary>
/// <param name="Wait">Name of the wait.</param>
/// <param name="EventType">Name of the message type on the bus: its URN.</param>
/// <param name="Key">Key that the event must carry.</param>
public sealed record WorkflowSubscription(string Wait, string EventType, string Key)
{
    /// <summary>The wait in its scopes: the text of a <see cref="WorkflowPlace"/>.</summary>
    public string Place { get; init; } = WorkflowPlace.Of(Wait).ToString();
}
