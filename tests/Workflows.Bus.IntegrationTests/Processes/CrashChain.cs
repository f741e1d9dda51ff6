using Workflows.IntegrationTests.Observation;
using Workflows.TestWorker;

namespace Workflows.IntegrationTests.Processes;

/// <summary>
/// One process after the other, each with the same plan to be killed; whenever one is dead, the next begins. After many the next one lives: two messages
/// that come again together can kill every process at its beginning.
/// </summary>
internal sealed class CrashChain(Cluster cluster, Action<WorkerSettings> configure)
{
    private const int MostKilled = 20;

    public int KilledCount { get; private set; }

    /// <summary>Goes on until a condition holds.</summary>
    public async Task RunUntilAsync(Func<Task<bool>> condition, Func<Task<string>> otherwise)
    {
        var worker = cluster.Start(configure);
        while (true)
        {
            await Eventually.HoldsAsync(async () => worker.HasExited || await condition(), otherwise);
            if (!worker.HasExited)
                return;

            await worker.WaitUntilKilledAsync();
            worker = ++KilledCount < MostKilled ? cluster.Start(configure) : cluster.Start();
        }
    }
}
