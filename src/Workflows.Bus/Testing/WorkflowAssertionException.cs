namespace Workflows.Testing;

/// <summary>A workflow under test is not where the test expected it. The message says where it is, with its journal.</summary>
public sealed class WorkflowAssertionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WorkflowAssertionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
