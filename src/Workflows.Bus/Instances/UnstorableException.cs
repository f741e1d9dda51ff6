namespace Workflows;

/// <summary>A value cannot be stored: it has a cycle, NaN, a null character or something else that JSON or the database cannot hold.</summary>
public sealed class UnstorableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public UnstorableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
