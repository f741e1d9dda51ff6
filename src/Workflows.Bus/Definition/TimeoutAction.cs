namespace Workflows;

/// <summary>What becomes of an instance that runs longer than its workflow allows.</summary>
public enum TimeoutAction
{
    /// <summary>It ends as Failed. The default.</summary>
    Fail = 0,

    /// <summary>It ends as Canceled.</summary>
    Cancel = 1,

    /// <summary>It is paused for an operator.</summary>
    Pause = 2,
}
