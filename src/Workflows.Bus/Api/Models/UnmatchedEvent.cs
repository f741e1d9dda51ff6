using System.ComponentModel;
using System.Text.Json;

namespace Workflows.Api.Models;

/// <summary>An event that no instance listens for.</summary>
[Description("An event that came and that no instance listens for: too early, with a wrong key, or for an instance that is gone. It is kept until it expires.")]
internal sealed record UnmatchedEvent(
    [property: Description("The event.")] Guid EventId,
    [property: Description("Its type.")] string EventType,
    [property: Description("The waits that it could be for, each with the key that it carries there.")] IReadOnlyList<UnmatchedKey> Keys,
    [property: Description("The event.")] JsonElement? Body,
    [property: Description("When it came.")] DateTimeOffset ReceivedAt,
    [property: Description("When it is dropped.")] DateTimeOffset ExpiresAt);

/// <summary>A wait that an event could be for.</summary>
[Description("A wait that an event could be for.")]
internal sealed record UnmatchedKey(
    [property: Description("Name of the workflow.")] string Workflow,
    [property: Description("Name of the wait.")] string Wait,
    [property: Description("The key that the event carries for it: nobody listens with that.")] string Key);
