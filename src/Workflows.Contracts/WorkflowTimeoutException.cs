namespace Workflows.Contracts;

/// <summary>
/// Nothing came of a call in time, though the store answers: no process that has the workflow answered, or the work takes too long. A command that ends with it may
/// still be obeyed: repeat a start with the same id, and look at the instance before you repeat anything else.
/// </summary>
public sealed class WorkflowTimeoutException : TimeoutException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence: what was waited for, and what to do about it.</param>
    /// <param name="innerException">What ended the wait.</param>
    public WorkflowTimeoutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
