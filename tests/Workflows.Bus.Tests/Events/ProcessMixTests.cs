using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Events.Mixes;

namespace Workflows.Tests.Events;

/// <summary>
/// A model of what runs while versions come and go: every one or two processes that brought instances to wait, by every set that runs when the event comes, with
/// the copies of the event taken by any of them in any order.
/// </summary>
public sealed class ProcessMixTests
{
    /// <summary>Each with the endpoints that its classes have: <c>Ring</c> is that of the first version, too, in the release that knew no other.</summary>
    private static readonly (string Name, Func<Difference, Workflow[]> Workflows)[] _releases =
    [
        ("v1", difference => [new Mixes.First.RingWorkflow(difference)]),
        ("v1 with an endpoint of its own, v2", difference => [new Mixes.Second.FormerRingWorkflow(difference), new Mixes.Second.RingWorkflow(difference)]),
        ("v2", difference => [new Mixes.Second.RingWorkflow(difference)]),
        ("v1 and v2 at one endpoint", difference => [new Mixes.First.RingWorkflow(difference), new Mixes.Second.RingWorkflow(difference)]),
        ("v2 with an endpoint of its own, v3", difference => [new Mixes.Third.SecondRingWorkflow(difference), new Mixes.Third.RingWorkflow(difference)]),
    ];

    [Theory]
    [InlineData(Difference.None)]
    [InlineData(Difference.Key)]
    [InlineData(Difference.Name)]
    [InlineData(Difference.Type)]
    [InlineData(Difference.DerivedType)]
    public async Task An_event_reaches_every_version_that_waits_whatever_runs(Difference difference)
    {
        var seed = 0;
        var registries = _releases.Select(release => new WorkflowRegistry([.. release.Workflows(difference).Select(Plans.Of)])).ToArray();
        foreach (var before in Sets().Where(set => set.Length <= 2))
        {
            foreach (var during in Sets())
            {
                await new Case(registries, difference, before, during, seed++).RunAsync();
            }
        }
    }

    private static IEnumerable<int[]> Sets() =>
        Enumerable.Range(1, (1 << _releases.Length) - 1).Select(bits => Enumerable.Range(0, _releases.Length).Where(i => (bits & (1 << i)) != 0).ToArray());

    private sealed class Case(WorkflowRegistry[] registries, Difference difference, int[] before, int[] during, int seed)
    {
        private const int MostRounds = 50;

        private readonly MemoryWorkflowStore _store = new();
        private readonly ManualClock _clock = new();
        private readonly Mixes.Broker _broker = new(new Random(seed));
        private readonly List<(Guid Id, int Version)> _instances = [];

        public async Task RunAsync()
        {
            await StartAsync(before);
            foreach (var process in _broker.Running)
            {
                foreach (var version in process.Versions)
                {
                    _instances.Add((Guid.NewGuid(), version));
                    await process.BeginAsync(_instances[^1].Id, version, new Mixes.Bell { Name = "b", Tower = "t" });
                }
            }

            foreach (var process in _broker.Running)
                await process.EndAsync();

            _broker.StopAll();
            await StartAsync(during);
            foreach (var message in Messages())
                _broker.Publish(Guid.NewGuid(), message);

            await SettleAsync();
            var known = _broker.Running.SelectMany(process => process.Versions).ToHashSet();
            await ShouldHaveHeardAsync(instance => known.Contains(instance.Version), "a process that knows the version ran when the event came");

            await StartAsync([1, 4]);
            await SettleAsync();
            await ShouldHaveHeardAsync(_ => true, "a process that knows the version came later");
        }

        private object[] Messages() => difference switch
        {
            Difference.Type => [new BellRang("b", "t"), new BellStruck("b", "t")],
            Difference.DerivedType => [new BellTolled("b", "t")],
            _ => [new BellRang("b", "t")],
        };

        private async Task StartAsync(int[] releases)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            foreach (var release in releases)
            {
                var process = new Mixes.Process(_store, _clock, registries[release], _broker);
                await process.RegisterAsync();
                _broker.Start(process);
            }
        }

        private async Task SettleAsync()
        {
            // What is taken up may go to a process that knows nothing of it a few times more.
            var rounds = 0;
            do
            {
                (++rounds).ShouldBeLessThan(MostRounds, $"An event goes round without end. Before: {Names(before)}. During: {Names(during)}. Seed {seed}.");
                await _broker.DrainAsync();
                foreach (var process in _broker.Running)
                    await process.TakeUpAsync();
            }
            while (_broker.HasWork);
        }

        private async Task ShouldHaveHeardAsync(Func<(Guid Id, int Version), bool> which, string why)
        {
            foreach (var instance in _instances.Where(which))
            {
                var journal = await _store.GetJournalAsync(instance.Id, 0, int.MaxValue, TestContext.Current.CancellationToken);
                journal.Count(entry => entry.Kind == "EventReceived").ShouldBe(1,
                    $"v{instance.Version} waits, and {why}. Before: {Names(before)}. During: {Names(during)}. Seed {seed}.");
            }
        }

        private static string Names(int[] releases) => string.Join(" | ", releases.Select(release => $"[{_releases[release].Name}]"));
    }
}
