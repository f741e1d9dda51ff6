using System.Collections.Concurrent;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker;
using Workflows.TestWorker.Definitions;
using Workflows.TestWorker.Definitions.Storm.NewRelease;

namespace Workflows.IntegrationTests.Storms;

/// <summary>Processes of two releases, half of which send everything twice. One that is killed is followed by another of its kind.</summary>
internal sealed class StormFleet(Cluster cluster)
{
    private const int Size = 4;

    private readonly WorkerProcess[] _workers = new WorkerProcess[Size];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _killedAt = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DateTimeOffset> KilledAt => _killedAt;

    /// <summary>Those that ended by themselves.</summary>
    public IEnumerable<WorkerProcess> Crashed => cluster.Workers.Where(worker => worker.HasExited && !_killedAt.ContainsKey(worker.Name));

    public static Task<Cluster> CreateClusterAsync() => Cluster.CreateAsync(typeof(VoyageWorkflow), typeof(FormerVoyageWorkflow));

    public async Task StartAsync()
    {
        for (var place = 0; place < Size; place++)
            _workers[place] = await cluster.StartReadyAsync(SettingsOf(place));
    }

    public async Task KillAsync(int place)
    {
        await _workers[place].KillAsync();
        _killedAt[_workers[place].Name] = TimeProvider.System.GetUtcNow();
        _workers[place] = cluster.Start(SettingsOf(place));
    }

    public static int Choose(Random random) => random.Next(Size);

    private static Action<WorkerSettings> SettingsOf(int place) => settings =>
    {
        settings.StaleAfter = TimeSpan.FromSeconds(20);
        settings.SendTwice = place % 2 == 1;
        if (place < Size / 2)
            settings.Workflows = KnownWorkflows.NameOf(typeof(TestWorker.Definitions.Storm.OldRelease.VoyageWorkflow));
    };
}
