namespace Workflows.Contracts;

/// <summary>
/// The store of workflows cannot be reached, is not ready or does not answer. The message says why, without secrets. A command that ends with it may have been
/// obeyed: repeat a start with the same id, and look at the instance before you repeat anything else.
/// </summary>
public sealed class WorkflowStoreUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence: what is wrong, and what to do about it.</param>
    /// <param name="innerException">What came of the last try.</param>
    public WorkflowStoreUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
