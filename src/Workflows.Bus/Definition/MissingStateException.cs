namespace Workflows.Definition;

/// <summary>No starting state was made of an event: the function returned null.</summary>
internal sealed class MissingStateException(string message) : InvalidOperationException(message);
