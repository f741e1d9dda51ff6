using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>Keeps what a host logs.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int EventId, string Text)> _lines = [];

    public IReadOnlyList<string> Of(int eventId) => [.. _lines.Where(line => line.EventId == eventId).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }
}
