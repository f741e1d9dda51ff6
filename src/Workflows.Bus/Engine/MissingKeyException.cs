namespace Workflows;

/// <summary>A wait is reached and has no key: no event could ever wake it. Stands as the error of the faulted instance.</summary>
internal sealed class MissingKeyException(string message) : InvalidOperationException(message);
