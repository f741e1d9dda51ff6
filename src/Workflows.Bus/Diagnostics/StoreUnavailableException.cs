namespace Workflows.Diagnostics;

/// <summary>The store cannot be reached, or does not answer.</summary>
internal sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
