using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Scenarios;

/// <summary>Whether a step of a long workflow, or of one with a large state, costs what it should.</summary>
internal sealed class LongScenario : IScenario
{
    public string Name => "long";

    public string Description => "500-step workflows beside 5-step ones; a state of 100 kB beside a small one";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var steps = context.Arguments.Workflows is { } workflows ? workflows * 5 : 100_000;
        var small = await RunAsync(context, 5, steps / 5, 0);
        var large = await RunAsync(context, 500, steps / 500, 0);
        var heavy = await RunAsync(context, 5, steps / 100, 100_000);
        Console.WriteLine("| | steps/s | CPU s per 1,000 steps | allocated KB per step |");
        Console.WriteLine("|---|---|---|---|");
        Print("5 steps", small.Comparison);
        Print("500 steps", large.Comparison);
        Print("5 steps, state of 100 kB", heavy.Comparison);
        return large.Comparison.Report(Name, large.Latency, new Dictionary<string, double>
        {
            ["stepsPerSecondOf5"] = small.Comparison.Rate.Median,
            ["cpuRatio500To5"] = large.Comparison.Cpu.Total / small.Comparison.Cpu.Total,
            ["stepsPerSecondAt100kB"] = heavy.Comparison.Rate.Median,
            ["cpuPer1000At100kB"] = heavy.Comparison.Cpu.Total,
        });
    }

    private static async Task<(Comparison Comparison, LatencyResult Latency)> RunAsync(BenchContext context, int stepCount, int workflows, int ballast)
    {
        await using var scratch = new ScratchSchema(context.Source, $"long{stepCount}");
        var schema = scratch.Name;
        await using var host = await WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow(() => new StepWorkflow(stepCount, messagePerStep: false, ballast)));
        Task Run(int count) => Load.RunAsync(host.Bus, host.Completions, count, number => new BenchStarted(Guid.NewGuid(), number));
        var warmUp = Math.Max(50, workflows / 10);
        await Run(warmUp);
        var comparison = await Comparison.RunAsync(context, workflows, workflows * stepCount, () => Run(workflows));
        await Proof.OfSteps(stepCount).VerifyAsync(context.Source, schema, warmUp + workflows * context.Arguments.Runs);
        return (comparison, await StoredLatency.ReadAsync(context.Source, schema));
    }

    private static void Print(string what, Comparison comparison) =>
        Console.WriteLine($"| {what} | {comparison.Rate.Text("#,0")} | {comparison.Cpu.Total:0.000} | {Spread.Of(comparison.Samples.Select(sample => sample.AllocatedKilobytesPerStep)).Median:0.0} |");
}
