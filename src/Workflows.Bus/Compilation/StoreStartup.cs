using Microsoft.Extensions.Logging;
using Workflows.Diagnostics;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// Makes the store known to this process and this process known to the store. An unreachable database is tried again until it is there;
/// the application runs meanwhile, and messages wait.
/// </summary>
internal sealed class StoreStartup(StorePreparation preparation, StoreReadiness readiness, TimeProvider time, ILogger<StoreStartup> logger) : EngineService(logger)
{
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(10);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        for (var delay = _firstDelay; !stoppingToken.IsCancellationRequested; delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay)
        {
            try
            {
                var count = await preparation.RunAsync(stoppingToken);
                readiness.Ready();
                CompilationLog.Ready(Logger, preparation.StoreName, count);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                readiness.Failed(exception);
                CompilationLog.StoreNotReady(Logger, delay, exception);
                await Task.Delay(delay, time, stoppingToken);
            }
        }
    }
}
