namespace Workflows;

/// <summary>
/// The worker of an attempt went away, too often in a row. Stands as the error of the instance; policies may name it like any other exception.
/// A step that must not run twice declares it with <c>NonRetryable</c>.
/// </summary>
public sealed class StepLostException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StepLostException(string message)
        : base(message)
    {
    }
}
