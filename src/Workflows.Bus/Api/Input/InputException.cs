namespace Workflows.Api.Input;

/// <summary>A part of a request cannot be read. The message is a sentence for whoever sent it.</summary>
internal sealed class InputException(string message) : Exception(message);
