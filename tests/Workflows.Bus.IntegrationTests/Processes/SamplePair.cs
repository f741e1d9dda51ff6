
namespace Workflows.IntegrationTests.Processes;

/// <summary>Two processes of the sample. One that is killed is replaced.</summary>
internal sealed class SamplePair : IAsyncDisposable
{
    private static readonly string[] _queues = ["onboarding-workflow", "onboarding-workflow-steps", "workflow-commands"];

    private readonly string _database;
    private readonly List<SampleProcess> _processes = [];

    private SamplePair(string database) => _database = database;

    /// <summary>One of the two.</summary>
    public SampleProcess Any => _processes[0];

    public SampleProcess Other => _processes[1];

    /// <param name="database">Where its instances are.</param>
    /// <param name="localZones">The zones of the two machines, see <see cref="SampleProcess.StartAsync"/>.</param>
    public static async Task<SamplePair> StartAsync(string database, params string[] localZones)
    {
        var pair = new SamplePair(database);
        await DeleteQueuesAsync();
        pair._processes.AddRange(await Task.WhenAll(SampleProcess.StartAsync(database, localZones.ElementAtOrDefault(0) ?? ""), SampleProcess.StartAsync(database, localZones.ElementAtOrDefault(1) ?? "")));
        return pair;
    }

    /// <summary>What both have said.</summary>
    public string Output => string.Join("\n\n", _processes.Select(process => process.Output));

    /// <param name="workerName">The process as the journal names it. Nothing is left to do where that one is dead already.</param>
    public async Task KillAsync(string workerName)
    {
        if (_processes.Find(process => process.WorkerName == workerName) is not { } process)
            return;

        await process.KillAsync();
        _processes.Remove(process);
        await process.DisposeAsync();
        _processes.Add(await SampleProcess.StartAsync(_database));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();

        await DeleteQueuesAsync();
    }

    /// <summary>The sample names its queues itself, so what another run left in them would come to this one.</summary>
    private static async Task DeleteQueuesAsync()
    {
        await using var broker = await Broker.ConnectAsync();
        foreach (var queue in _queues)
            await broker.DeleteAsync(queue);
    }
}
