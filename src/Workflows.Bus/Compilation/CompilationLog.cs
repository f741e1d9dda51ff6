using Microsoft.Extensions.Logging;

namespace Workflows.Compilation;

/// <summary>What is logged when workflows start up. Event ids 1300 to 1399 are its own and never change their meaning.</summary>
internal static partial class CompilationLog
{
    [LoggerMessage(1300, LogLevel.Information, "Workflows are ready: {Workflows}; store {Store}, bus {Bus}.")]
    public static partial void Ready(ILogger logger, string workflows, string store, string? bus);

    [LoggerMessage(1301, LogLevel.Error, "The store of workflows is not ready: {Reason} It is tried again in {Delay}, until it is. Messages wait meanwhile.")]
    public static partial void StoreNotReady(ILogger logger, string reason, TimeSpan delay, Exception exception);

    [LoggerMessage(1302, LogLevel.Warning, "Workflows are ready: {Workflows}; store {Store}, bus {Bus}. Not everything is as it should be ({FindingCount}): {Findings}")]
    public static partial void ReadyWithWarnings(ILogger logger, string workflows, string store, string? bus, int findingCount, string findings);

    [LoggerMessage(1303, LogLevel.Error, "Workflows do not run as they should: {Workflows}; store {Store}, bus {Bus}. What is wrong ({FindingCount}): {Findings}")]
    public static partial void ReadyWithErrors(ILogger logger, string workflows, string store, string? bus, int findingCount, string findings);

    [LoggerMessage(1304, LogLevel.Information, "What is registered, stored and bound fits together again.")]
    public static partial void NothingFound(ILogger logger);

    [LoggerMessage(1305, LogLevel.Warning, "Not everything is as it should be any more ({FindingCount}): {Findings}")]
    public static partial void WarningsFound(ILogger logger, int findingCount, string findings);

    [LoggerMessage(1306, LogLevel.Error, "Workflows do not run as they should any more ({FindingCount}): {Findings}")]
    public static partial void ErrorsFound(ILogger logger, int findingCount, string findings);

    [LoggerMessage(1307, LogLevel.Warning, "The store of workflows is still not ready, after {Count} tries: {Reason}")]
    public static partial void StoreStillNotReady(ILogger logger, int count, string reason);

    [LoggerMessage(1308, LogLevel.Critical, "The process stops, for it is not meant to run like that: {Findings}")]
    public static partial void Refused(ILogger logger, string findings);

    [LoggerMessage(1309, LogLevel.Warning, "Definitions that changed could not be seen to; it is tried again in a minute.")]
    public static partial void ChangesLeft(ILogger logger, Exception exception);
}
