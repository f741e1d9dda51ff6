using Microsoft.Extensions.Logging;

namespace Workflows.Timers;

/// <summary>Takes what Quartz logs in its own container to the log of the application, under Quartz' categories.</summary>
internal sealed class QuartzLogging(ILoggerFactory loggers) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Quiet(loggers.CreateLogger(categoryName));

    public void Dispose()
    {
        // The factory is the application's.
    }

    /// <summary>That a process went away and another took over its timers is no warning: it happens at every restart.</summary>
    private sealed class Quiet(ILogger logger) : ILogger
    {
        /// <summary>"ClusterManager: detected N failed or restarted instances."</summary>
        private const int InstancesDetected = 3503;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logger.Log(eventId.Id == InstancesDetected && exception is null ? LogLevel.Debug : logLevel, eventId, state, exception, formatter);
    }
}
