using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;
using Workflows.Bench.Seeding;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Scenarios;

/// <summary>Whether a store that has grown is as fast as an empty one.</summary>
internal sealed class GrowthScenario : IScenario
{
    private const int StepCount = 5;

    public string Name => "growth";

    public string Description => "throughput beside 1,000,000 finished instances and 10,000,000 entries (--instances, --entries), and on empty tables";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var workflows = context.Arguments.Workflows ?? 10_000;
        await using var scratch = new ScratchSchema(context.Source, Name);
        var schema = scratch.Name;
        var empty = await MeasureAsync(context, schema, workflows);
        await new ShopSeed(context.Source, schema).FillAsync(context.Arguments.Instances, context.Arguments.Entries, onlyEnded: true, (what, run) =>
        {
            Console.WriteLine($"filling: {what}");
            return run();
        });
        var grown = await MeasureAsync(context, schema, workflows);
        await Proof.OfSteps(StepCount).VerifyAsync(context.Source, schema, 2 * (Peer.WarmUp + workflows * context.Arguments.Runs));
        var share = grown.Ratio.Median / empty.Ratio.Median;
        Console.WriteLine($"empty {empty.Rate.Text("#,0")} steps/s, {empty.Cpu.Total:0.000} CPU s per 1,000, {empty.Ratio.Text("0.00")} times the saga");
        Console.WriteLine($"grown {grown.Rate.Text("#,0")} steps/s, {grown.Cpu.Total:0.000} CPU s per 1,000, {grown.Ratio.Text("0.00")} times the saga: {share:P0} of the ratio");
        return grown.Report(Name, await StoredLatency.ReadAsync(context.Source, schema, "Step"), new Dictionary<string, double>
        {
            ["stepsPerSecondEmpty"] = empty.Rate.Median,
            ["cpuSecondsPer1000StepsEmpty"] = empty.Cpu.Total,
            ["shareOfEmpty"] = share,
        });
    }

    private static async Task<Comparison> MeasureAsync(BenchContext context, string schema, int workflows)
    {
        await using var host = await WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow(() => new StepWorkflow(StepCount, messagePerStep: false)));
        Task Run(int count) => Load.RunAsync(host.Bus, host.Completions, count, number => new BenchStarted(Guid.NewGuid(), number));
        await Run(Peer.WarmUp);
        return await Comparison.RunAsync(context, workflows, workflows * StepCount, () => Run(workflows));
    }
}
