namespace Workflows;

/// <summary>A wait ran out of time and has no branch for that. Stands as the error of the faulted instance.</summary>
public sealed class WaitTimeoutException : TimeoutException
{
    /// <summary>Creates the exception.</summary>
    public WaitTimeoutException(string message)
        : base(message)
    {
    }
}
