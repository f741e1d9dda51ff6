namespace Workflows;

/// <summary>An attempt ran longer than the timeout of its step. Stands as the error of the attempt; it is retried like any other failure.</summary>
public sealed class StepTimeoutException : TimeoutException
{
    /// <summary>Creates the exception.</summary>
    public StepTimeoutException(string message)
        : base(message)
    {
    }
}
