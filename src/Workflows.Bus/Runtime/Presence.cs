using Microsoft.Extensions.Logging;
using Workflows.Diagnostics;

namespace Workflows.Runtime;

/// <summary>Says in the store that this process runs, and with which definitions, for as long as it does.</summary>
internal sealed class Presence(ProcessNotice notice, StoreReadiness readiness, TimeProvider time, ILogger<Presence> logger) : EngineService(logger)
{
    /// <summary>Real time: the host waits for it.</summary>
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(2);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            using var patience = new CancellationTokenSource(_farewell);
            await notice.WithdrawAsync(patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception exception)
        {
            // The store is away: the process is forgotten when it has been silent for a while.
            RuntimeLog.PresenceNotNoted(Logger, exception);
        }
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(KnownProcesses.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await notice.GiveAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                RuntimeLog.PresenceNotNoted(Logger, exception);
            }
        }
    }
}
