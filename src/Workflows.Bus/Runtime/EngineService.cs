using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Workflows.Runtime;

/// <summary>
/// Works in the background until the process stops. What fails because of the stop ends it without a word: the host takes every exception but a
/// cancellation for a crash, and drivers and libraries wrap those as they like.
/// </summary>
internal abstract class EngineService(ILogger logger) : BackgroundService
{
    protected ILogger Logger { get; } = logger;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception exception) when (stoppingToken.IsCancellationRequested && exception is not OperationCanceledException)
        {
            RuntimeLog.EndedByStop(Logger, GetType().Name, exception);
        }
    }

    protected abstract Task RunAsync(CancellationToken stoppingToken);
}
