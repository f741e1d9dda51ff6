using System.ComponentModel;

namespace Workflows.Api.Models;

/// <summary>An event that an instance listens for.</summary>
[Description("An event that an instance listens for.")]
internal sealed record Subscription(
    [property: Description("Name of the wait.")] string Wait,
    [property: Description("Full name of the message type.")] string EventType,
    [property: Description("Key that the event must carry.")] string Key);
