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

    /// <summary>The message as JSON text.</summary>
    public required string Body { get; init; }
}
