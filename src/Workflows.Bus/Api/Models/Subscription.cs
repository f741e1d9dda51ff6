using System.ComponentModel;

namespace Workflows.Api.Models;

/// <summary>An event that an instance listens for.</summary>
[Description("An event that an instance listens for.")]
internal sealed record Subscription(
    [property: Description("Name of the wait.")] string Wait,
    [property: Description("Name of the message type on the bus: its URN.")] string EventType,
    [property: Description("Key that the event must carry.")] string Key,
    [property: Description("The wait in its scopes, such as lines[3]/packed; its name, where it is in none.")] string Place);
