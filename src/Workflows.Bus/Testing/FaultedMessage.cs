namespace Workflows.Testing;

/// <summary>A message that a consumer failed on.</summary>
/// <param name="MessageId">Id of the message.</param>
/// <param name="MessageType">Short name of its type.</param>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="Exception">Why.</param>
public sealed record FaultedMessage(Guid? MessageId, string MessageType, string Endpoint, Exception Exception);
