namespace Workflows.Instances;

/// <summary>What a journal entry says happened. The names are stored: they never change.</summary>
internal enum EntryKind
{
    WorkflowStarted,
    WorkflowScheduled,
    StepStarted,
    StepCompleted,
    StepFailed,
    StepLost,
    StepSkipped,
    StepReattempted,
    SleepElapsed,
    EventReceived,
    EventKept,
    EventDropped,
    WaitTimedOut,
    BranchChosen,
    WorkflowPaused,
    WorkflowResumed,
    WorkflowRetried,
    WorkflowRewound,
    WorkflowFaulted,
    WorkflowCompleted,
    WorkflowFailed,
    WorkflowCanceled,
    WorkflowRedriven,
}
