using System.Diagnostics;
using Workflows.Bench.Measuring;
using Workflows.Bench.Seeding;

namespace Workflows.Bench.Scenarios;

/// <summary>Asks a filled schema everything that the dashboard asks.</summary>
internal sealed class QueriesScenario : IScenario
{
    private const int WarmUp = 3;

    public string Name => "queries";

    public string Description => "p50 and p95 of every question of the dashboard, on what 'seed' filled (--schema, --runs: tens of repetitions)";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        await using var store = SeededStore.Open(context.Services.ConnectionString, context.Arguments.Schema);
        var queries = new DashboardQueries(store, TimeProvider.System.GetUtcNow());
        var all = new Dictionary<string, double>();
        Console.WriteLine("| question | p50 ms | p95 ms | max ms |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (name, ask) in queries.All())
        {
            var times = await TimesAsync(ask, context.Arguments.Runs * 10);
            all[name] = Percentiles.At(times, 0.95);
            Console.WriteLine($"| {name} | {Percentiles.At(times, 0.5):0.0} | {all[name]:0.0} | {times.Max():0.0} |");
        }

        return new ScenarioResult { Scenario = Name, Workflows = all.Count, More = all };
    }

    private static async Task<List<double>> TimesAsync(Func<Task> ask, int count)
    {
        for (var i = 0; i < WarmUp; i++)
            await ask();

        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }
}
