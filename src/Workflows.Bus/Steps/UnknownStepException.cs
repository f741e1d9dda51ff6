namespace Workflows;

/// <summary>A step worker got a step that it does not know. The message goes to the error queue.</summary>
public sealed class UnknownStepException : Exception
{
    /// <summary>Creates the exception.</summary>
    public UnknownStepException(string message)
        : base(message)
    {
    }
}
