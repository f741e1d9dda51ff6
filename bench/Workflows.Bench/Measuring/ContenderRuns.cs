using Workflows.Bench.Hosts;

namespace Workflows.Bench.Measuring;

/// <summary>What the runs of one contender came to.</summary>
internal sealed class ContenderRuns(IContender contender)
{
    private readonly List<Sample> _samples = [];
    private readonly List<double> _latencies = [];
    private readonly List<double> _medians = [];

    public IContender Contender => contender;

    public IReadOnlyList<Sample> Samples => _samples;

    /// <summary>Of all workflows that ran one after the other.</summary>
    public LatencyResult Latency => new(Percentiles.At(_latencies, 0.5), Percentiles.At(_latencies, 0.99));

    private Spread Rate => Spread.Of(_samples.Select(sample => sample.StepsPerSecond));

    private Spread Cpu => Spread.Of(_samples.Select(sample => sample.CpuPerThousandSteps.Total));

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
            Console.WriteLine($"| {runs.Contender.Name} | {runs.Rate.Text("#,0")} | {ProcessCpu.Median([.. runs._samples.Select(sample => sample.CpuPerThousandSteps)]).Parts()} = {runs.Cpu.Text("0.000")} | {counted.Counters!.Commits / counted.Steps:0.000} / {counted.Counters.Statements / counted.Steps:0.000} | {Spread.Of(runs._medians).Text("0.0")} | {runs.Latency.P99:0.0} |");
        }
    }

    /// <summary>What the machine-readable result has of it beside the first contender.</summary>
    public IEnumerable<KeyValuePair<string, double>> Figures() =>
    [
        new($"{contender.Name}: steps/s", Rate.Median),
        new($"{contender.Name}: CPU s per 1,000 steps", Cpu.Median),
        new($"{contender.Name}: idle p50, ms", Latency.P50),
    ];
}
