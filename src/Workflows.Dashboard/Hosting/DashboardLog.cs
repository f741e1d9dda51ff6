using System.Net;
using Microsoft.Extensions.Logging;

namespace Workflows.Dashboard.Hosting;

/// <summary>Everything the dashboard logs.</summary>
internal static partial class DashboardLog
{
    public const string Category = "Workflows.Dashboard";

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "Refused {Method} {Path} from {Remote}: {Reason}")]
    public static partial void RequestRefused(this ILogger logger, string method, string path, IPAddress? remote, string reason);
}
