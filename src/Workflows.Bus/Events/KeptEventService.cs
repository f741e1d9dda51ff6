using Microsoft.Extensions.Logging;
using Workflows.Diagnostics;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>Looks now and then for events that were kept for versions which this process knows: at its start, for what came while no such process ran.</summary>
internal sealed class KeptEventService(KeptForVersions kept, StoreReadiness readiness, EndpointReadiness endpoints, TimeProvider time, ILogger<KeptEventService> logger) : EngineService(logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(15);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        await endpoints.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                await kept.TakeUpAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                EventLog.KeptEventsNotTakenUp(Logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
