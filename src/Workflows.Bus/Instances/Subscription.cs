using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>A wait of an instance listening for an event.</summary>
/// <param name="Wait">Name of the wait.</param>
/// <param name="EventType">Name of the message type on the bus: its URN.</param>
/// <param name="Key">Key that the event must carry.</param>
internal sealed record Subscription(string Wait, string EventType, string Key)
{
    /// <summary>The scope that the wait is in.</summary>
    public WorkflowPlace Scope { get; init; }

    /// <summary>The wait in its scope.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public WorkflowPlace Place => Scope.In(Wait);
}
