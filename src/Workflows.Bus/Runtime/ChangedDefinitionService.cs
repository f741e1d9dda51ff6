using Microsoft.Extensions.Logging;
using Workflows.Diagnostics;

namespace Workflows.Runtime;

/// <summary>Sees to definitions that changed, until nothing is left to do: at the start of a process, and never where nothing has changed.</summary>
internal sealed class ChangedDefinitionService(ChangedDefinitions changes, StoreReadiness readiness, EndpointReadiness endpoints, TimeProvider time, ILogger<ChangedDefinitionService> logger)
    : EngineService(logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        if (changes.IsDone)
            return;

        await endpoints.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                await changes.RunAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                RuntimeLog.ChangesLeft(Logger, exception);
            }
        }
        while (!changes.IsDone && await timer.WaitForNextTickAsync(stoppingToken));
    }
}
