using System.Net;
using Microsoft.Extensions.Logging;

namespace Workflows.Dashboard.Hosting;

/// <summary>Everything the dashboard logs.</summary>
internal static partial class DashboardLog
{
    public const string Category = "Workflows.Dashboard";

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "Refused {Method} {Path} from {Remote}: {Reason}")]
    public static partial void RequestRefused(this ILogger logger, string method, string path, IPAddress? remote, string reason);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "The dashboard gave up reading {Section}: it took longer than {Budget}")]
    public static partial void SectionTooSlow(this ILogger logger, string section, TimeSpan budget);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Error, Message = "The dashboard could not read {Section}")]
    public static partial void SectionFailed(this ILogger logger, string section, Exception exception);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Warning, Message = "Refused {Actor} the operation {Path}: {Reason}")]
    public static partial void OperationRefused(this ILogger logger, string actor, string path, string reason);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Warning, Message = "The dashboard cannot ask the store for changes; open pages show old data until it answers")]
    public static partial void FeedFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Warning, Message = "A page of the dashboard could not be told of a change")]
    public static partial void ListenerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 4007, Level = LogLevel.Error, Message = "The dashboard could not make the page {Path}")]
    public static partial void PageFailed(this ILogger logger, string path, Exception exception);

    [LoggerMessage(EventId = 4009, Level = LogLevel.Debug, Message = "The dashboard could not read {Section}: {Reason}")]
    public static partial void SectionUnavailable(this ILogger logger, string section, string reason);

    [LoggerMessage(EventId = 4008, Level = LogLevel.Error, Message = "The dashboard could not read {Part} of an open page; it says so there and tries again")]
    public static partial void PartUnreadable(this ILogger logger, string part, Exception exception);
}
