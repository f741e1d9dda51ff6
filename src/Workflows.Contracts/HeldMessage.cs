namespace Workflows.Contracts;

/// <summary>A message that a step published or sent, kept with the instance until it is known to be sent.</summary>
public sealed record HeldMessage
{
    /// <summary>Its id: the same each time it is sent, so that a receiver with an inbox sees it once.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Address to send to. Null: published.</summary>
    public Uri? Destination { get; init; }

    /// <summary>Its .NET type: full name and assembly, without a version.</summary>
    public required string MessageType { get; init; }

    /// <summary>URN of the type on the bus: finds it where the class has been renamed. Null: held by an earlier release.</summary>
    public string? MessageUrn { get; init; }

    /// <summary>The .NET type that it was an object of, where that is another one: derived from it, or an implementation of it. Null: the same.</summary>
    public string? BodyType { get; init; }

    /// <summary>The message as JSON text.</summary>
    public required string Body { get; init; }

    /// <summary>Its headers: those that the instance carries, and those that the step gave it. Null: none.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
