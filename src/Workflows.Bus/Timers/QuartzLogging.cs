using Microsoft.Extensions.Logging;

namespace Workflows.Timers;

/// <summary>Takes what Quartz logs in its own container to the log of the application, under Quartz' categories.</summary>
internal sealed class QuartzLogging(ILoggerFactory loggers) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

    public void Dispose()
    {
        // The factory is the application's.
    }
}
