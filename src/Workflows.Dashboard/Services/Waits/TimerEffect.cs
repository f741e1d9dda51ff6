using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Waits;

/// <summary>Says what a timer does when it goes off.</summary>
internal static class TimerEffect
{
    public static string Of(WorkflowTimer timer) => (timer.Status, timer.Purpose) switch
    {
        (WorkflowStatus.Paused, _) => "held until the instance is resumed",
        (_, WorkflowTimerPurpose.Start) => "starts the instance",
        (_, WorkflowTimerPurpose.Wake) => "wakes it",
        (_, WorkflowTimerPurpose.GiveUp) => "gives up waiting",
        (_, WorkflowTimerPurpose.Retry) when timer.Attempt is { } attempt => $"makes attempt {attempt}",
        (_, WorkflowTimerPurpose.Retry) => "makes the next attempt",
        (_, WorkflowTimerPurpose.Limit) => "limits the instance",
        _ => "moves the instance on",
    };
}
