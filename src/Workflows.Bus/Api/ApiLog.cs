using Microsoft.Extensions.Logging;

namespace Workflows.Api;

/// <summary>Everything that the management API logs. Event ids 1400 to 1499 are its own and never change their meaning.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(1400, LogLevel.Error, "{Method} {Path} of the management API failed.")]
    public static partial void Failed(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(1401, LogLevel.Warning, "{Method} {Path} of the management API was answered with 503: {Reason}")]
    public static partial void StoreUnavailable(ILogger logger, string method, string path, string reason);

    [LoggerMessage(1402, LogLevel.Warning, "{Method} {Path} of the management API was answered with 504: nothing came of it within {TimeLimit}.")]
    public static partial void TimedOut(ILogger logger, string method, string path, TimeSpan timeLimit);
}
