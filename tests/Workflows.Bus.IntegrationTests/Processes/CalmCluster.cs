using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions;

[assembly: AssemblyFixture(typeof(CalmCluster))]

namespace Workflows.IntegrationTests.Processes;

/// <summary>Two processes for all situations in which nothing breaks. They start when the first test asks for them.</summary>
public sealed class CalmCluster : IAsyncDisposable
{
    private readonly SemaphoreSlim _lock = new(1);
    private Cluster? _cluster;

    internal async Task<Cluster> GetAsync()
    {
        await _lock.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_cluster is not null)
                return _cluster;

            var cluster = await Cluster.CreateAsync(
                typeof(ListenerWorkflow), typeof(ImpatientWorkflow), typeof(ParcelWorkflow), typeof(JourneyWorkflow),
                typeof(RefusingSeatWorkflow), typeof(SharedSeatWorkflow), typeof(ContestedSeatWorkflow));
            await cluster.StartReadyAsync(2);
            return _cluster = cluster;
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>For those who are about to break the services that it uses.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lock.WaitAsync();
        try
        {
            if (_cluster is not null)
                await _cluster.DisposeAsync();

            _cluster = null;
        }
        finally
        {
            _lock.Release();
        }
    }
}
