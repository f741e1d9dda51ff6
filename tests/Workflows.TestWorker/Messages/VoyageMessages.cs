namespace Workflows.TestWorker.Messages;

/// <summary>Starts a voyage.</summary>
public sealed record VoyageBooked(Guid VoyageId);

/// <summary>Published by a step of a voyage, and waited for by the same voyage.</summary>
public sealed record PortReached(Guid VoyageId);

/// <summary>Published by the last step of a voyage.</summary>
public sealed record VoyageEnded(Guid VoyageId);
