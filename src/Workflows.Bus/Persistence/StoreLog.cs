using Microsoft.Extensions.Logging;

namespace Workflows.Persistence;

/// <summary>Everything that the store logs. Event ids 2000 to 2099 are its own and never change their meaning.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(2000, LogLevel.Warning, "The store of workflows cannot be reached ({Reason}). What is to be stored waits and is tried again, at least every {Interval}.")]
    public static partial void Unreachable(ILogger logger, string reason, TimeSpan interval, Exception exception);

    [LoggerMessage(2001, LogLevel.Information, "The store of workflows can be reached again, after {Duration}.")]
    public static partial void ReachableAgain(ILogger logger, TimeSpan duration);

    [LoggerMessage(2002, LogLevel.Debug, "The store of workflows cannot be reached yet; attempt {Attempt}, the next in {Delay}.")]
    public static partial void StillUnreachable(ILogger logger, int attempt, TimeSpan delay, Exception exception);

    [LoggerMessage(2003, LogLevel.Warning, "The migration of the tables of workflows has run for {Duration}. {Blocker}")]
    public static partial void MigrationLasts(ILogger logger, TimeSpan duration, string blocker);
}
