using Microsoft.Extensions.Logging;

namespace Workflows.Steps;

/// <summary>Everything that step workers log. Event ids 1100 to 1199 are their own and never change their meaning.</summary>
internal static partial class StepLog
{
    [LoggerMessage(1100, LogLevel.Warning, "Running steps could not be watched over; trying again.")]
    public static partial void WatchFailed(ILogger logger, Exception exception);

    [LoggerMessage(1101, LogLevel.Warning, "That a step of instance {InstanceId} goes on could not be reported; trying again in a while.")]
    public static partial void ReportFailed(ILogger logger, Guid instanceId, Exception exception);

    [LoggerMessage(1102, LogLevel.Error, "Step {Step} of instance {InstanceId}, which ran on without its delivery, could not be finished; it runs again when its lease has run out.")]
    public static partial void DetachedFailed(ILogger logger, string step, Guid instanceId, Exception exception);

    [LoggerMessage(1103, LogLevel.Warning, "The start of attempt {Attempt} of a step of instance {InstanceId} could not be recorded; the step goes on, and its start is recorded later.")]
    public static partial void StartNotRecorded(ILogger logger, int attempt, Guid instanceId, Exception exception);

    [LoggerMessage(1104, LogLevel.Information, "Attempt {Attempt} of a step of instance {InstanceId} is canceled here: it is over, or another worker runs it.")]
    public static partial void AttemptTaken(ILogger logger, int attempt, Guid instanceId);

    [LoggerMessage(1105, LogLevel.Debug, "Worker {Worker} could not be told whether attempt {Attempt} of a step of instance {InstanceId} is its own.")]
    public static partial void AnswerFailed(ILogger logger, string worker, int attempt, Guid instanceId, Exception exception);
}
