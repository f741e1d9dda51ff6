namespace Workflows.Compilation;

/// <summary>An event is for an instance on a version that no process at the endpoint knows. The event goes to the error queue.</summary>
internal sealed class UnknownVersionException(string message) : Exception(message);
