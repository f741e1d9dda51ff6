using Microsoft.Extensions.Logging;

namespace Workflows.Steps;

/// <summary>Everything that step workers log. Event ids 1100 to 1199 are their own and never change their meaning.</summary>
internal static partial class StepLog
{
    [LoggerMessage(1100, LogLevel.Warning, "Running steps could not be watched over; trying again.")]
    public static partial void WatchFailed(ILogger logger, Exception exception);
}
