using Microsoft.Extensions.Logging;
using Workflows.Runtime;

namespace Workflows.Operations.Bulk;

/// <summary>Works on jobs whenever it is woken, and looks for them now and then: nobody may have been told of one, or whoever worked on it may have died.</summary>
internal sealed class BulkService(BulkRunner runner, BulkWake wake, EndpointReadiness readiness, IStoreOpening store, TimeProvider time, ILogger<BulkService> logger) : EngineService(logger)
{
    private static readonly TimeSpan _firstLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(15);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        // Before the bus is there, nothing could be sent that follows from an operation; before the store is, there are no jobs.
        await readiness.WaitAsync(stoppingToken);
        await store.WaitAsync(stoppingToken);
        await using var look = time.CreateTimer(_ => wake.Ring(), null, _firstLook, _interval);
        while (true)
        {
            await wake.WaitAsync(stoppingToken);
            await WorkAsync(stoppingToken);
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await runner.RunBatchAsync(stoppingToken))
                stoppingToken.ThrowIfCancellationRequested();
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            BulkLog.RoundFailed(Logger, exception);
        }
    }
}
