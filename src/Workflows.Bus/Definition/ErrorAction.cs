namespace Workflows;

/// <summary>What becomes of an instance when a step has failed for good.</summary>
public enum ErrorAction
{
    /// <summary>Stop and wait for an operator: retry, skip, rewind or cancel. The default.</summary>
    Fault = 0,

    /// <summary>Record the step as skipped and go on behind it.</summary>
    Skip = 1,

    /// <summary>Pause; resuming tries the step again with a fresh count of attempts.</summary>
    Pause = 2,

    /// <summary>Cancel the instance.</summary>
    Cancel = 3,

    /// <summary>End the instance as Failed.</summary>
    Fail = 4,
}
