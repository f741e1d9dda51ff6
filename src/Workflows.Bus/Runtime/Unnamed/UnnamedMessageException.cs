namespace Workflows.Runtime.Unnamed;

/// <summary>A message came without the name of its type, and nothing else tells what it is.</summary>
internal sealed class UnnamedMessageException(string what)
    : Exception($"Expected a message whose type can be told, but {what}. Publish it to the exchange of its type, or name the type in the header {MassTransit.MessageHeaders.MessageType}, such as 'urn:message:Shop:OrderPaid'.");
