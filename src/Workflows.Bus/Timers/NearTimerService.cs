using Microsoft.Extensions.Logging;
using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>Sends what is due whenever <see cref="NearTimers"/> wakes up. What goes wrong here is left to the durable alarm.</summary>
internal sealed class NearTimerService(NearTimers near, TimerDispatcher dispatcher, EndpointReadiness readiness, ILogger<NearTimerService> logger) : EngineService(logger)
{
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        while (true)
        {
            await near.WaitAsync(stoppingToken);
            try
            {
                await dispatcher.DispatchDueAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                TimerLog.RoundFailed(Logger, exception);
            }
        }
    }
}
