using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Workflows.Runtime;

/// <summary>
/// Works in the background until the process stops. What fails because of the stop ends it without a word: the host takes every exception but a
/// cancellation for a crash, and drivers and libraries wrap those as they like.
/// </summary>
internal abstract class EngineService(ILogger logger) : BackgroundService
{
    /// <summary>A container that nobody stopped is taken apart before its services hear of it. Real time: it takes no longer in tests that move the clock.</summary>
    private static readonly TimeSpan _end = TimeSpan.FromSeconds(5);

    protected ILogger Logger { get; } = logger;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (!await IsEndAsync(exception, stoppingToken))
                throw;

            RuntimeLog.EndedByStop(Logger, GetType().Name, exception);
        }
    }

    protected abstract Task RunAsync(CancellationToken stoppingToken);

    private static async Task<bool> IsEndAsync(Exception exception, CancellationToken stoppingToken)
    {
        if (exception is ObjectDisposedException && !stoppingToken.IsCancellationRequested)
            await Task.Delay(_end, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        return stoppingToken.IsCancellationRequested;
    }
}
