namespace Workflows.Runtime;

/// <summary>A message cannot be sent, however often that is tried.</summary>
internal sealed class SendRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
