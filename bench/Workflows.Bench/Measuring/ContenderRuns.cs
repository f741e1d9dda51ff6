using Workflows.Bench.Hosts;

namespace Workflows.Bench.Measuring;

/// <summary>What the runs of one contender came to.</summary>
internal sealed class ContenderRuns(IContender contender)
{
    private readonly List<Sample> _samples = [];
    private readonly List<double> _latencies = [];
    private readonly List<double> _medians = [];

    public IContender Contender => contender;

    private Spread Rate => Spread.Of(_samples.Select(sample => sample.StepsPerSecond));

    private Spread Cpu => Spread.Of(_samples.Select(sample => sample.CpuPerThousandSteps.Total));

    private Spread Latency => Spread.Of(_medians);

    public async Task MeasureAsync(BenchContext context, int workflows, int oneByOne)
    {
        _samples.Add(await context.MeasureAsync(workflows, workflows * StepSubject.StepCount, counted: _samples.Count == 0, () => contender.RunAsync(workflows)));
        var latencies = await contender.LatenciesAsync(oneByOne);
        _latencies.AddRange(latencies);
        _medians.Add(Percentiles.At(latencies, 0.5));
    }

    public static void Print(IReadOnlyCollection<ContenderRuns> all)
    {
        Console.WriteLine("| five steps per workflow | steps/s | CPU s per 1,000 steps: .NET + PostgreSQL + RabbitMQ | commits / statements per step | idle p50, ms | idle p99, ms |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var runs in all)
        {
            var counted = runs._samples.First(sample => sample.Counters is not null);
            Console.WriteLine($"| {runs.Contender.Name} | {runs.Rate.Text("#,0")} | {runs.CpuParts()} = {runs.Cpu.Text("0.000")} | {counted.Counters!.Commits / counted.Steps:0.000} / {counted.Counters.Statements / counted.Steps:0.000} | {runs.Latency.Text("0.0")} | {Percentiles.At(runs._latencies, 0.99):0.0} |");
        }
    }

    public ScenarioResult Report(string scenario, int workflows, IEnumerable<ContenderRuns> all) => new()
    {
        Scenario = scenario,
        Workflows = workflows,
        StepsPerSecond = Rate.Median,
        StepsPerSecondMin = Rate.Min,
        StepsPerSecondMax = Rate.Max,
        LatencyMs = new LatencyResult(Percentiles.At(_latencies, 0.5), Percentiles.At(_latencies, 0.99)),
        More = all.SelectMany(runs => new[]
        {
            KeyValuePair.Create($"{runs.Contender.Name}: steps/s", runs.Rate.Median),
            KeyValuePair.Create($"{runs.Contender.Name}: CPU s per 1,000 steps", runs.Cpu.Median),
            KeyValuePair.Create($"{runs.Contender.Name}: idle p50, ms", runs.Latency.Median),
        }).ToDictionary(),
    };

    private string CpuParts()
    {
        double Part(Func<ProcessCpu, double> of) => Spread.Of(_samples.Select(sample => of(sample.CpuPerThousandSteps))).Median;
        return $"{Part(cpu => cpu.Net):0.000} + {Part(cpu => cpu.Postgres):0.000} + {Part(cpu => cpu.RabbitMq):0.000}";
    }
}
