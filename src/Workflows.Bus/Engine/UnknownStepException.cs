namespace Workflows;

/// <summary>
/// No step worker that got a step knows it. Stands as the error of the faulted instance: no retry policy and no error rule applies, for nothing of the step
/// has run. A retry, when a worker with the step is there, goes on.
/// </summary>
public sealed class UnknownStepException : Exception
{
    /// <summary>Creates the exception.</summary>
    public UnknownStepException(string message)
        : base(message)
    {
    }
}
