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
        Print("5 steps", small);
        Print("500 steps", large);
        Print("5 steps, state of 100 kB", heavy);
        return new ScenarioResult
        {
            Scenario = Name,
            Workflows = steps / 500,
            StepsPerSecond = large.StepsPerSecond,
            CpuSecondsPer1000Steps = Cpu(large),
            AllocatedKilobytesPerStep = large.AllocatedKilobytesPerStep,
            More = new Dictionary<string, double>
            {
                ["stepsPerSecondOf5"] = small.StepsPerSecond,
                ["cpuRatio500To5"] = large.CpuPerThousandSteps.Total / small.CpuPerThousandSteps.Total,
                ["stepsPerSecondAt100kB"] = heavy.StepsPerSecond,
                ["cpuPer1000At100kB"] = heavy.CpuPerThousandSteps.Total,
            },
        };
    }

    private static async Task<Sample> RunAsync(BenchContext context, int stepCount, int workflows, int ballast)
    {
        await using var scratch = new ScratchSchema(context.Source, $"long{stepCount}");
        var schema = scratch.Name;
        await using var host = await WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow(() => new StepWorkflow(stepCount, messagePerStep: false, ballast)));
        Task Run(int count) => Load.RunAsync(host.Bus, host.Completions, count, number => new BenchStarted(Guid.NewGuid(), number));
        var warmUp = Math.Max(50, workflows / 10);
        await Run(warmUp);
        var samples = new List<Sample>();
        for (var run = 0; run < context.Arguments.Runs; run++)
            samples.Add(await context.MeasureAsync(workflows, workflows * stepCount, counted: false, () => Run(workflows)));

        await Load.VerifyAsync(context.Source, schema, warmUp + workflows * context.Arguments.Runs, stepCount);
        return samples.OrderBy(sample => sample.StepsPerSecond).ElementAt(samples.Count / 2);
    }

    private static void Print(string what, Sample sample) =>
        Console.WriteLine($"| {what} | {sample.StepsPerSecond:#,0} | {sample.CpuPerThousandSteps.Total:0.000} | {sample.AllocatedKilobytesPerStep:0.0} |");

    private static CpuResult Cpu(Sample sample) =>
        new(sample.CpuPerThousandSteps.Net, sample.CpuPerThousandSteps.Postgres, sample.CpuPerThousandSteps.RabbitMq, sample.CpuPerThousandSteps.Total);
}
