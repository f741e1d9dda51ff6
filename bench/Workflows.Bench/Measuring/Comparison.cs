using Workflows.Bench.Hosts;

namespace Workflows.Bench.Measuring;

/// <summary>Runs of what is measured, by turns with the hand-written saga, and the raw limits in the same minutes.</summary>
internal sealed record Comparison(IReadOnlyList<Sample> Samples, IReadOnlyList<Sample> Peers, LimitResult Limits)
{
    private const int PeerWorkflows = 4_000;

    public Spread Rate => Spread.Of(Samples.Select(sample => sample.StepsPerSecond));

    public ProcessCpu Cpu => Median(Samples);

    /// <summary>Rate of each run to that of the hand-written saga right behind it: what remains comparable when the machine gets slower.</summary>
    public Spread Ratio => Spread.Of(Samples.Zip(Peers, (ours, theirs) => ours.StepsPerSecond / theirs.StepsPerSecond));

    /// <param name="context">The run.</param>
    /// <param name="workflows">Workflows in one run.</param>
    /// <param name="steps">Steps in one run: what the rates and the costs are about.</param>
    /// <param name="run">One run.</param>
    public static async Task<Comparison> RunAsync(BenchContext context, int workflows, int steps, Func<Task> run)
    {
        await using var peer = await Peer.StartAsync(context);
        var samples = new List<Sample>();
        var peers = new List<Sample>();
        for (var i = 0; i < context.Arguments.Runs; i++)
        {
            samples.Add(await context.MeasureAsync(workflows, steps, counted: i == 0, run));
            peers.Add(await peer.MeasureAsync(Math.Min(PeerWorkflows, Math.Max(1_000, steps / 5))));
        }

        return new Comparison(samples, peers, await Measuring.Limits.MeasureAsync(context.Services, context.Source));
    }

    public ScenarioResult Report(string name, LatencyResult latency, IReadOnlyDictionary<string, double>? more = null)
    {
        var peerRate = Spread.Of(Peers.Select(sample => sample.StepsPerSecond));
        var (cpu, peerCpu) = (Cpu, Median(Peers));
        var counted = Samples.First(sample => sample.Counters is not null);
        var allocated = Spread.Of(Samples.Select(sample => sample.AllocatedKilobytesPerStep));

        Console.WriteLine($"| {name}, {Samples.Count} runs of {Samples[0].Workflows:#,0} workflows | this | hand-written saga, nothing persisted |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine($"| steps/s | {Rate.Text("#,0")} | {peerRate.Text("#,0")} |");
        Console.WriteLine($"| CPU s per 1,000 steps: .NET + PostgreSQL + RabbitMQ | {Text(cpu)} | {Text(peerCpu)} |");
        Console.WriteLine($"| allocated KB per step | {allocated.Text("0.0")} | {Spread.Of(Peers.Select(sample => sample.AllocatedKilobytesPerStep)).Text("0.0")} |");
        Console.WriteLine($"| commits / statements per step | {counted.Counters!.Commits / counted.Steps:0.000} / {counted.Counters.Statements / counted.Steps:0.000} | 0 / 0 |");
        Console.WriteLine($"| latency p50 / p99, ms | {latency.P50:0.00} / {latency.P99:0.00} | |");
        Console.WriteLine($"ratio {Ratio.Text("0.00")}; limits: {Limits.TransactionsPerSecond:#,0} transactions/s, {Limits.MessagesPerSecond:#,0} messages/s");

        return new ScenarioResult
        {
            Scenario = name,
            Workflows = Samples[0].Workflows,
            StepsPerSecond = Rate.Median,
            StepsPerSecondMin = Rate.Min,
            StepsPerSecondMax = Rate.Max,
            CpuSecondsPer1000Steps = new CpuResult(cpu.Net, cpu.Postgres, cpu.RabbitMq, cpu.Total),
            CommitsPerStep = counted.Counters.Commits / counted.Steps,
            StatementsPerStep = counted.Counters.Statements / counted.Steps,
            AllocatedKilobytesPerStep = allocated.Median,
            LatencyMs = latency,
            RatioToHandWritten = Ratio.Median,
            Limits = Limits,
            More = more,
        };
    }

    private static string Text(ProcessCpu cpu) => $"{cpu.Parts()} = {cpu.Total:0.000}";

    private static ProcessCpu Median(IEnumerable<Sample> samples) => ProcessCpu.Median([.. samples.Select(sample => sample.CpuPerThousandSteps)]);
}
